import { useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { NodePanel } from "@/app/room/NodePanel";
import { currentNode, nodesOf, ownersOf } from "@/app/room/room";
import { useNodeFocus } from "@/app/room/useNodeFocus";
import styles from "@/app/room/TrackTab.module.css";
import { dealStream } from "@/api/keys";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Room } from "@/api/types";
import { nodeOf } from "@/features/nodes/news";
import { StageBar } from "@/features/nodes/StageBar";
import { StageTrack } from "@/features/nodes/StageTrack";
import { useRecent } from "@/realtime/useRecent";
import type { Here } from "@/realtime/wire";
import { holdsUnsaved } from "@/ui/unsaved";
import { useKeys } from "@/ui/useKeys";

interface Props {
  room: Room;
  /** Who else is in the room. */
  here: readonly Here[];
}

/** The track with the panel of one node beside it; on a small screen the panel lies over it. */
export function TrackTab({ room, here }: Props) {
  const me = useMe();
  const { nameOf } = usePeople();
  const [search, setSearch] = useSearchParams();
  const owners = useMemo(() => ownersOf(room), [room]);
  const news = useRecent(dealStream(room.id));
  const whoOf = (id: number | null | undefined) => (id ? { id, name: nameOf(id) } : null);
  const asked = Number(search.get("node")) || null;
  const isAsked = asked !== null && nodesOf(room).some(({ id }) => id === asked);
  const chosen = isAsked ? asked : currentNode(room, me.id);
  const node = nodesOf(room).find(({ id }) => id === chosen);
  const panel = useRef<HTMLElement>(null);
  useNodeFocus(isAsked ? asked : null, panel);
  const close = () =>
    setSearch(
      (before) => {
        before.delete("node");
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  // A key that is pressed by the way takes no words with it; the cross does.
  useKeys({ Escape: () => (holdsUnsaved(panel.current) ? undefined : close()) }, isAsked);
  return (
    <>
      <StageBar stages={room.stages} />
      <div className={styles.tab}>
        <StageTrack
          stages={room.stages}
          chosen={chosen}
          ownerOf={(id) => whoOf(owners.get(id))}
          visitorsOf={(id) => here.filter(({ node: at }) => at === id).map((each) => ({ id: each.id, name: nameOf(each.id) }))}
          changedBy={(id) => whoOf(news.findLast((entry) => nodeOf(entry) === id)?.actor)}
        />
        {node ? (
          <aside
            ref={panel}
            className={styles.aside}
            tabIndex={-1}
            data-asked={isAsked || undefined}
          >
            <NodePanel key={node.id} room={room} node={node} news={news} onClose={close} />
          </aside>
        ) : null}
      </div>
    </>
  );
}
