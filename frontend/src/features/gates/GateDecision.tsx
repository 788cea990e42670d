import { Button } from "@mantine/core";
import { IconDiamond } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { usePeople } from "@/api/people";
import type { Node, Outcome } from "@/api/types";
import { DecideDialog } from "@/features/gates/DecideDialog";
import styles from "@/features/gates/GateDecision.module.css";
import { Tag, type Tone } from "@/ui/Tag";
import { useGateName } from "@/ui/useGateName";
import { useWords } from "@/ui/useWords";

const TONES: Record<Outcome, Tone> = { go: "good", go_with_conditions: "warn", hold: "warn", no_go: "bad" };

interface Props {
  node: Node;
  mayDecide: boolean;
  missingCount: number;
  /** Who may own a condition. */
  people: { id: number; name: string; is_active: boolean }[];
  /** Where a condition can be worked on: the open nodes behind this one. */
  targets: { id: number; name: string }[];
  /** The conditions that are told with what came of them below. */
  told: readonly string[];
  /** What came of its conditions. */
  children: ReactNode;
}

/** A node's gate: what was decided, by whom and why, and the way to decide. */
export function GateDecision({ node, mayDecide, missingCount, people, targets, told, children }: Props) {
  const { t, moment } = useWords();
  const { doerOf } = usePeople();
  const [isDeciding, setDeciding] = useState(false);
  const gateName = useGateName();
  const { gate, decision } = node;
  const mere = decision?.conditions.filter((condition) => !told.includes(condition)) ?? [];
  if (!gate) return null;
  const title = t("gates.title", { gate: gateName(gate.code) });
  return (
    <section className={styles.gate} id="gate" tabIndex={-1} aria-label={title}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          <IconDiamond size={18} aria-hidden="true" />
          {title}
        </h3>
        {decision ? (
          <Tag tone={TONES[decision.outcome]}>{t(`common.outcome_${decision.outcome}`)}</Tag>
        ) : (
          <span className={styles.dim}>{t("gates.undecided")}</span>
        )}
        {missingCount > 0 ? <Tag tone="warn">{t("nodes.missing", { n: missingCount })}</Tag> : null}
        {mayDecide ? (
          <Button size="compact-sm" variant="light" className={styles.act} onClick={() => setDeciding(true)}>
            {t("gates.decide")}
          </Button>
        ) : null}
      </div>
      {gate.on_change ? <p className={styles.dim}>{t("gates.on_change")}</p> : null}
      {decision ? (
        <div className={styles.words}>
          <p className={styles.dim}>
            {t("gates.decided", { person: doerOf(decision.decided_by, decision.decided_for), at: moment(decision.decided_at) })}
          </p>
          {decision.reason ? <p>{decision.reason}</p> : null}
          {mere.length > 0 ? (
            <ul className={styles.conditions} data-conditions aria-label={t("gates.conditions")}>
              {mere.map((condition) => (
                <li key={condition}>{condition}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      {children}
      {isDeciding ? (
        <DecideDialog node={node} gate={gateName(gate.code)} people={people} targets={targets} onClose={() => setDeciding(false)} />
      ) : null}
    </section>
  );
}
