import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Node, Veto as VetoShown } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useOverride } from "@/features/gates/api";
import styles from "@/features/gates/GateDecision.module.css";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useWords } from "@/ui/useWords";

interface Props {
  node: Node;
  veto: VetoShown;
  mayOverride: boolean;
}

/** What delivery said against the deal, and the sponsor's way past it: the risk in writing. */
export function Veto({ node, veto, mayOverride }: Props) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  const problem = useProblem();
  const [isAsking, setAsking] = useState(false);
  const overriding = useOverride(node, () => setAsking(false));
  return (
    <section className={styles.veto} aria-label={t("gates.veto")} data-veto={veto.kind} data-overridden={veto.is_overridden || undefined}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          <IconAlertTriangle size={18} aria-hidden="true" />
          {t(veto.is_overridden ? "gates.veto_overridden" : "gates.veto")}
        </h3>
        {mayOverride ? (
          <Button size="compact-sm" color="red.9" className={styles.act} onClick={() => setAsking(true)}>
            {t("gates.override")}
          </Button>
        ) : null}
      </div>
      <p className={styles.dim}>{t(`gates.veto_${veto.kind}`, { person: nameOf(veto.by), at: moment(veto.at) })}</p>
      <p className={styles.words}>{veto.reason}</p>
      {veto.is_overridden || mayOverride ? null : <p className={styles.dim}>{t("gates.veto_way")}</p>}
      {isAsking ? (
        <ConfirmDialog
          title={t("gates.override_title")}
          text={t("gates.override_text")}
          act={t("gates.override_act")}
          isDangerous
          reasonLabel={t("gates.risk")}
          isBusy={overriding.isRunning}
          problem={overriding.error ? problem(overriding.error) : null}
          onAct={(risk) => overriding.run(risk)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}
