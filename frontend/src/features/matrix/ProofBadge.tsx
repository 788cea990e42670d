import { IconShieldCheck, IconShieldOff, IconShieldX } from "@tabler/icons-react";
import type { Proof } from "@/api/types";
import { useProof } from "@/features/matrix/api";
import styles from "@/features/matrix/ProofBadge.module.css";
import { useWords } from "@/ui/useWords";

/** What was verified and when: one deal at this moment, and the last signed checkpoint of everything. */
export function ProofBadge({ dealId }: { dealId: number | null }) {
  const { t, moment } = useWords();
  const { data } = useProof(dealId);
  if (!data) return null;
  const isBroken = (data.deal?.wrong.length ?? 0) > 0 || (data.verified?.wrong ?? 0) > 0;
  const isSigned = data.checkpoint_at !== null;
  const Icon = isBroken ? IconShieldX : data.deal || isSigned ? IconShieldCheck : IconShieldOff;
  return (
    <p className={styles.badge} data-proof={isBroken ? "broken" : data.deal || isSigned ? "whole" : "none"} title={data.deal?.wrong.join("\n")}>
      <Icon size={18} aria-hidden="true" />
      <span>
        {data.deal ? `${said(data, data.deal, t, moment)} · ` : ""}
        {data.verified ? `${verified(data.verified, t, moment)} · ` : ""}
        {data.checkpoint_at ? t("matrix.proof_signed", { at: moment(data.checkpoint_at) }) : t("matrix.proof_unsigned")}
      </span>
    </p>
  );
}

function said(proof: Proof, deal: NonNullable<Proof["deal"]>, t: ReturnType<typeof useWords>["t"], moment: (at: string) => string): string {
  if (deal.wrong.length > 0) return t("matrix.proof_broken", { n: deal.wrong.length });
  return t("matrix.proof_whole", { entries: deal.entries, intervals: deal.intervals, at: moment(proof.at) });
}

function verified(round: NonNullable<Proof["verified"]>, t: ReturnType<typeof useWords>["t"], moment: (at: string) => string): string {
  const at = moment(round.at);
  if (round.wrong > 0) return t("matrix.verified_wrong", { at, n: round.wrong });
  return t(round.is_whole ? "matrix.verified_whole" : "matrix.verified_moved", { at });
}
