import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { BusyNodes } from "@/app/matrix/BusyNodes";
import { nodesOf } from "@/app/room/room";
import { NodePanel } from "@/app/room/NodePanel";
import { PromisesTab } from "@/app/room/PromisesTab";
import { usePeople } from "@/api/people";
import type { Entry, Finding, MatrixRow, Room } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { AbsenceDialog } from "@/features/absences/AbsenceDialog";
import { AbsenceRow } from "@/features/absences/AbsenceRow";
import { useAbsences } from "@/features/absences/api";
import { useRoom } from "@/features/deals/api";
import { DealSeatDialog } from "@/features/deals/DealSeatDialog";
import { DealSeats } from "@/features/deals/DealSeats";
import { Loading } from "@/ui/Loading";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const NO_NEWS: readonly Entry[] = [];

interface Props {
  finding: Finding;
  onClose: () => void;
}

/** Repairs a finding without leaving the list: its deal's seats, its node, its promises, a deputy, or one node of many. */
export function FindingFix({ finding, onClose }: Props) {
  if (finding.fix === "name_deputy") return <Deputy finding={finding} onClose={onClose} />;
  if (finding.deal_id !== null) return <InRoom finding={finding} dealId={finding.deal_id} onClose={onClose} />;
  return finding.person_id === null ? null : <Busy finding={finding} person={finding.person_id} onClose={onClose} />;
}

/** Somebody with too many nodes: one of them is chosen, and its panel hands it over. */
function Busy({ finding, person, onClose }: Props & { person: number }) {
  const { nameOf } = usePeople();
  const [node, setNode] = useState<MatrixRow | null>(null);
  if (node) {
    const one: Finding = { ...finding, fix: "open_node", deal_id: node.deal_id, node_id: node.node_id };
    return <InRoom finding={one} dealId={node.deal_id} onClose={() => setNode(null)} />;
  }
  return (
    <Sheet finding={finding} where={nameOf(person)} onClose={onClose}>
      <BusyNodes person={person} onChoose={setNode} />
    </Sheet>
  );
}

function InRoom({ finding, dealId, onClose }: Props & { dealId: number }) {
  const problem = useProblem();
  const query = useRoom(dealId);
  const seat = query.data?.data.seats.find(({ role }) => role === finding.role);
  if (query.data && seat && (finding.fix === "assign_seat" || finding.fix === "hand_off")) {
    return <DealSeatDialog room={query.data.data} seat={seat} onClose={onClose} />;
  }
  return (
    <Sheet finding={finding} where={query.data ? `${query.data.data.account.name} · ${query.data.data.title}` : ""} onClose={onClose}>
      <Problem text={query.error ? problem(query.error) : null} />
      {query.data ? (
        <Repair finding={finding} room={query.data.data} can={query.data.can} onClose={onClose} />
      ) : query.error ? null : (
        <Loading />
      )}
    </Sheet>
  );
}

function Repair({ finding, room, can, onClose }: Props & { room: Room; can: string[] }) {
  const go = useNavigate();
  const mayAssign = can.includes("assign_seat");
  const node = nodesOf(room).find(({ id }) => id === finding.node_id);
  if (finding.fix === "open_promises") return <PromisesTab room={room} can={can} />;
  if (finding.fix === "assign_seat" || !node) return <DealSeats room={room} mayAssign={mayAssign} />;
  return (
    <>
      <NodePanel key={node.id} room={room} node={node} news={NO_NEWS} onClose={onClose} onNote={(id) => void go(`/deals/${room.id}?tab=notes&note=${id}`)} />
      {finding.fix === "answer" && mayAssign ? <DealSeats room={room} mayAssign /> : null}
    </>
  );
}

function Deputy({ finding, onClose }: Props) {
  const problem = useProblem();
  const { people, nameOf } = usePeople();
  const query = useAbsences();
  const away = query.data?.data.filter(({ person_id }) => person_id === finding.person_id) ?? [];
  const among = people.filter(({ id }) => id === finding.person_id);
  if (finding.rule === "only_one" && away.length === 0 && query.data) return <AbsenceDialog among={among} onClose={onClose} />;
  return (
    <Sheet finding={finding} where={nameOf(finding.person_id)} onClose={onClose}>
      <Problem text={query.error ? problem(query.error) : null} />
      {query.data ? (
        <ul>
          {away.map((absence) => (
            <AbsenceRow key={absence.id} absence={absence} />
          ))}
        </ul>
      ) : query.error ? null : (
        <Loading />
      )}
    </Sheet>
  );
}

function Sheet({ finding, where, onClose, children }: Props & { where: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Modal opened size="xl" onClose={onClose} title={[t(`matrix.rule_${finding.rule}`), where].filter(Boolean).join(" · ")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <div data-fixing={finding.rule}>{children}</div>
    </Modal>
  );
}
