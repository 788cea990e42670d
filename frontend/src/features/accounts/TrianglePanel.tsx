import type { Account, Figure } from "@/api/types";
import { useFigure } from "@/features/accounts/api";
import { TriangleFigure } from "@/features/accounts/TriangleFigure";
import { TriangleNumbers } from "@/features/accounts/TriangleNumbers";
import styles from "@/features/accounts/TrianglePanel.module.css";
import { Panel } from "@/ui/Panel";
import { useWords } from "@/ui/useWords";

const NOTHING = { answers: 0, minutes: null };
/** As high as the numbers that are on their way, so that nothing moves when they come. */
const AWAITED: Figure = {
  corners: (["AR", "SR", "FR"] as const).map((role) => ({ role, person_id: null, open_nodes: 0, at_work: 0, is_away: false, deputy_ids: [], ...NOTHING })),
  edges: [
    { roles: ["AR", "SR"], ...NOTHING },
    { roles: ["AR", "FR"], ...NOTHING },
    { roles: ["SR", "FR"], ...NOTHING },
  ],
};

interface Props {
  account: Account;
  mayAssign: boolean;
  /** What the three stand around, e.g. the number of contacts. */
  centre: string;
}

/** Who stands around an account, at once; how much they have in hand and how fast they answer as soon as it is known. */
export function TrianglePanel({ account, mayAssign, centre }: Props) {
  const { t } = useWords();
  const { data, isPending } = useFigure(account);
  const figure = data?.data ?? (isPending ? AWAITED : undefined);
  return (
    <Panel title={t("accounts.triangle")}>
      <TriangleFigure account={account} mayAssign={mayAssign} centre={centre} figure={figure} />
      {figure ? (
        <div className={figure === AWAITED ? styles.awaited : undefined}>
          <TriangleNumbers figure={figure} account={account.name} />
        </div>
      ) : null}
    </Panel>
  );
}
