import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { NodePanel } from "@/app/room/NodePanel";
import { currentNode, nodesOf, ownersOf } from "@/app/room/room";
import styles from "@/app/room/TrackTab.module.css";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Room } from "@/api/types";
import { StageBar } from "@/features/nodes/StageBar";
import { StageTrack } from "@/features/nodes/StageTrack";

/** The track with the panel of one node beside it; on a small screen the panel lies over it. */
export function TrackTab({ room }: { room: Room }) {
  const me = useMe();
  const { nameOf } = usePeople();
  const [search, setSearch] = useSearchParams();
  const owners = useMemo(() => ownersOf(room), [room]);
  const asked = Number(search.get("node")) || null;
  const isAsked = asked !== null && nodesOf(room).some(({ id }) => id === asked);
  const chosen = isAsked ? asked : currentNode(room, me.id);
  const node = nodesOf(room).find(({ id }) => id === chosen);
  const close = () =>
    setSearch(
      (before) => {
        before.delete("node");
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <>
      <StageBar stages={room.stages} />
      <div className={styles.tab}>
        <StageTrack
          stages={room.stages}
          chosen={chosen}
          ownerOf={(id) => {
            const owner = owners.get(id);
            return owner === undefined ? null : { id: owner, name: nameOf(owner) };
          }}
        />
        {node ? (
          <aside className={styles.aside} data-asked={isAsked || undefined}>
            <NodePanel key={node.id} room={room} node={node} onClose={close} />
          </aside>
        ) : null}
      </div>
    </>
  );
}
