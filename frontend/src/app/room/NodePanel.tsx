import { Button, CloseButton } from "@mantine/core";
import { IconArrowsExchange, IconUserShare } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { conditionTargets, likelyReceivers, nodesOf, rowsOf } from "@/app/room/room";
import styles from "@/app/room/NodePanel.module.css";
import { useMe } from "@/api/session";
import type { Entry, NodeReply, Room, RoomNode } from "@/api/types";
import { usePeople } from "@/api/people";
import { GateDecision } from "@/features/gates/GateDecision";
import { Veto } from "@/features/gates/Veto";
import { useNodeHandoffs } from "@/features/handoffs/api";
import { HandoffHistory } from "@/features/handoffs/HandoffHistory";
import { OfferDialog } from "@/features/handoffs/OfferDialog";
import { OpenHandoff } from "@/features/handoffs/OpenHandoff";
import { useNodeBeside } from "@/features/nodes/api";
import { Checklist } from "@/features/nodes/Checklist";
import { MissingList } from "@/features/nodes/MissingList";
import { Conditions } from "@/features/nodes/Conditions";
import { NodeFacts } from "@/features/nodes/NodeFacts";
import { NodeMoves } from "@/features/nodes/NodeMoves";
import { useNotes } from "@/features/notes/api";
import { NodeNoteLink } from "@/features/notes/NodeNoteLink";
import { HandedPromises } from "@/features/promises/HandedPromises";
import { PromisedHere } from "@/features/promises/PromisedHere";
import { RaciChips } from "@/features/responsibilities/RaciChips";
import { Loading } from "@/ui/Loading";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

interface Props {
  room: Room;
  node: RoomNode;
  /** What others have just changed in the room. */
  news: readonly Entry[];
  onClose: () => void;
  /** Opens one of the room's notes; on the page of the room itself that is one of its tabs. */
  onNote?: (id: number) => void;
}

/** Everything about one node, and everything that can be done with it. */
export function NodePanel({ onClose, ...work }: Props) {
  const { room, node } = work;
  const { t, name } = useWords();
  const people = usePeople();
  const beside = useNodeBeside(room.id, node.id);
  const [isWhole, setWhole] = useState(false);
  // Whatever came a moment later would push down what stands below it; what does not come at once holds up nothing, and
  // nothing that is there, with what was typed in it, goes again.
  const asked = [people, beside, useNotes(room.id), useNodeHandoffs(room.id, node.id)];
  const isAwaited = asked.some(({ isLoading, failureCount }) => isLoading && failureCount === 0);
  if (!isAwaited && !isWhole) setWhole(true);
  return (
    <section className={styles.panel} aria-label={t("nodes.panel", { name: name(node.name) })} data-panel={node.id} aria-busy={isAwaited && !isWhole}>
      <NodeFacts node={node} close={<CloseButton aria-label={t("nodes.close_panel")} onClick={onClose} className={styles.close} />} />
      {isAwaited && !isWhole ? <Loading isPart /> : <NodeWork {...work} beside={beside.data} />}
    </section>
  );
}

/** What is to be done about a node, by whom, and how. */
function NodeWork({ room, node, news, onNote, beside }: Omit<Props, "onClose"> & { beside: NodeReply | undefined }) {
  const { t, name } = useWords();
  const me = useMe();
  const { people, nameOf } = usePeople();
  const [, setSearch] = useSearchParams();
  const [isOffering, setOffering] = useState(false);
  const can = beside?.can ?? [];
  const missing = beside?.missing ?? [];
  const mayOffer = can.includes("offer") && beside !== undefined;
  const waiting = room.handoffs.filter(({ node_id }) => node_id === node.id);
  useKeys({ h: () => setOffering(true) }, mayOffer);
  const nameOfNode = (id: number) => {
    const found = nodesOf(room).find((each) => each.id === id);
    return found ? name(found.name) : "";
  };
  const items = nodesOf(room).flatMap(({ checklist }) => checklist.filter(({ condition_of }) => condition_of === node.id));
  const promised = room.promises.filter(({ node_id }) => node_id === node.id);
  const textOfPromise = (id: number) => room.promises.find((each) => each.id === id)?.text ?? "";
  return (
    <>
      {waiting.map((handoff) => (
        <OpenHandoff
          key={handoff.id}
          handoff={handoff}
          node={node}
          promises={<HandedPromises handoff={handoff} known={room.promises} />}
          mayWithdraw={handoff.giver_id === me.id || (mayOffer && !handoff.receipts.some(({ receiver_id }) => receiver_id === me.id))}
        />
      ))}
      {beside?.acting_for ? (
        <p className={styles.instead} data-acting-for={beside.acting_for}>
          <IconUserShare size={16} aria-hidden="true" />
          {t("nodes.acting_for", { person: nameOf(beside.acting_for) })}
        </p>
      ) : null}
      <div className={styles.moves}>
        {mayOffer ? (
          <Button
            variant="light"
            leftSection={<IconArrowsExchange size={16} aria-hidden="true" />}
            aria-keyshortcuts="h"
            onClick={() => setOffering(true)}
          >
            {t("handoffs.hand_off")}
          </Button>
        ) : null}
        <NodeMoves node={node} can={can} missingCount={missing.length} />
        <NodeNoteLink dealId={room.id} nodeId={node.id} onOpen={onNote ?? ((id) => setSearch({ tab: "notes", note: String(id) }))} />
      </div>
      {beside ? (
        <MissingList
          node={node}
          missing={missing}
          nameOfNode={nameOfNode}
          textOfPromise={textOfPromise}
          onHandOff={mayOffer ? () => setOffering(true) : undefined}
        />
      ) : null}
      {beside?.veto ? <Veto node={node} veto={beside.veto} mayOverride={can.includes("override")} /> : null}
      <GateDecision
        node={node}
        mayDecide={can.includes("decide")}
        missingCount={missing.length}
        people={people.filter(({ id }) => room.members.includes(id))}
        targets={conditionTargets(room, node.id).map(({ id, name: named }) => ({ id, name: name(named) }))}
        told={[...items.map(({ text }) => name(text)), ...promised.map(({ text }) => text)]}
      >
        <Conditions items={items} />
        <PromisedHere promises={promised} />
      </GateDecision>
      <RaciChips rows={rowsOf(room, node.id)} />
      <Checklist node={node} mayTick={can.includes("tick")} news={news} />
      <HandoffHistory dealId={room.id} nodeId={node.id} />
      {isOffering && beside ? (
        <OfferDialog
          node={node}
          defaults={beside.handoff_defaults}
          likely={likelyReceivers(room, node.id, me.id)}
          onClose={() => setOffering(false)}
        />
      ) : null}
    </>
  );
}
