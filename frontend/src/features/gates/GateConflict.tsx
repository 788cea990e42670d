import { useLastChange } from "@/api/lastChange";
import { dealStream } from "@/api/keys";
import { usePeople } from "@/api/people";
import type { Node, Outcome } from "@/api/types";
import { ConflictChoice } from "@/ui/ConflictChoice";
import { useWords } from "@/ui/useWords";

interface Decided {
  outcome: Outcome;
  reason: string;
  conditions: readonly string[];
}

interface Props {
  /** As it is now. */
  node: Node;
  mine: Decided;
  isReady: boolean;
  /** Mine says all that a decision needs. */
  isComplete: boolean;
  isBusy: boolean;
  onKeep: () => void;
  onTake: () => void;
}

/** Somebody changed the gate while I decided: a decision is mine or theirs as a whole. */
export function GateConflict({ node, mine, isReady, isComplete, isBusy, onKeep, onTake }: Props) {
  const { t, moment, find } = useWords();
  const { nameOf } = usePeople();
  const told = {
    stream: dealStream(node.deal_id),
    isOf: (data: Record<string, unknown>) => (data["node"] as Node | undefined)?.id === node.id,
  };
  const faster = useLastChange(told, node.version, isReady);
  const worded = ({ outcome, reason, conditions }: Decided) =>
    [t(`common.outcome_${outcome}`), reason.trim(), ...conditions.map((text) => `• ${text}`)].filter(Boolean).join("\n");
  const theirs = node.decision ? worded(node.decision) : `${t("gates.undecided")} · ${find(`nodes.status_${node.status}`) ?? node.status}`;
  return (
    <ConflictChoice
      text={faster ? t("common.conflict_by", { person: nameOf(faster.actor), at: moment(faster.at) }) : t("common.conflict")}
      fields={[{ name: "decision", label: t("gates.outcome"), mine: worded(mine), theirs }]}
      isReady={isReady}
      isKeepable={isComplete}
      isBusy={isBusy}
      onKeep={onKeep}
      onTake={onTake}
    />
  );
}
