import { useSearchParams } from "react-router";
import { nodesOf } from "@/app/room/room";
import styles from "@/app/room/TeamTab.module.css";
import type { Room } from "@/api/types";
import { DealSeats } from "@/features/deals/DealSeats";
import { AsOf } from "@/features/responsibilities/AsOf";
import { useWords } from "@/ui/useWords";

/** The seats of the deal, and who answers for what, now or as of a moment in the address. */
export function TeamTab({ room, can }: { room: Room; can: string[] }) {
  const { name } = useWords();
  const [search, setSearch] = useSearchParams();
  const change = (at: string | null) =>
    setSearch(
      (before) => {
        if (at === null) before.delete("at");
        else before.set("at", at);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <div className={styles.tab}>
      <DealSeats room={room} mayAssign={can.includes("assign_seat")} />
      <AsOf
        dealId={room.id}
        openedAt={room.opened_at}
        nodes={nodesOf(room).map((node) => ({ id: node.id, name: name(node.name) }))}
        present={room.responsibilities}
        at={search.get("at")}
        onChange={change}
      />
    </div>
  );
}
