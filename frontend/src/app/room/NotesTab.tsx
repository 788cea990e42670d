import { useSearchParams } from "react-router";
import { nodesOf } from "@/app/room/room";
import type { Room } from "@/api/types";
import { NotesPanel } from "@/features/notes/NotesPanel";
import { useWords } from "@/ui/useWords";

/** The notes of a deal; which one is open stands in the address. */
export function NotesTab({ room }: { room: Room }) {
  const { name } = useWords();
  const [search, setSearch] = useSearchParams();
  const nameOfNode = (id: number) => {
    const node = nodesOf(room).find((each) => each.id === id);
    return node ? name(node.name) : "";
  };
  const around = {
    members: room.members,
    open: nodesOf(room)
      .filter(({ status }) => status !== "done" && status !== "skipped")
      .map((node) => ({ id: node.id, code: node.code, name: name(node.name), isActive: node.status === "active" })),
    show: (id: number) => setSearch({ node: String(id) }),
  };
  return (
    <NotesPanel
      dealId={room.id}
      chosen={Number(search.get("note")) || null}
      nameOfNode={nameOfNode}
      around={around}
      onChoose={(id) => setSearch({ tab: "notes", note: String(id) }, { preventScrollReset: true })}
    />
  );
}
