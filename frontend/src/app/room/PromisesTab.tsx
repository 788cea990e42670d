import { useSearchParams } from "react-router";
import { currentNode, nodesOf } from "@/app/room/room";
import { useMe } from "@/api/session";
import type { Room } from "@/api/types";
import { useActsFor } from "@/features/absences/api";
import { useContacts } from "@/features/accounts/api";
import { PromiseRegister } from "@/features/promises/PromiseRegister";
import { useWords } from "@/ui/useWords";

/** The room's promises, with the names of the customer's people and of the nodes. */
export function PromisesTab({ room, can }: { room: Room; can: string[] }) {
  const { name } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  const actsFor = useActsFor();
  const contacts = useContacts(room.account_id).data?.data ?? [];
  return (
    <PromiseRegister
      dealId={room.id}
      promises={room.promises}
      seats={room.seats}
      contacts={contacts.map((contact) => ({ id: contact.id, name: [contact.name, contact.title].filter(Boolean).join(" · ") }))}
      nodes={nodesOf(room).map((node) => ({ id: node.id, name: name(node.name) }))}
      current={currentNode(room, me.id)}
      mayMake={can.includes("promise")}
      actsFor={(person, role) => room.status !== "lost" && actsFor(person, role)}
      asked={Number(search.get("promise")) || null}
    />
  );
}
