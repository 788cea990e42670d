import { usePeople } from "@/api/people";
import type { Account, Role } from "@/api/types";
import { SeatPicker } from "@/features/accounts/SeatPicker";
import styles from "@/features/accounts/TriangleFigure.module.css";
import { Face } from "@/ui/Face";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const CORNERS: Role[] = ["AR", "SR", "FR"];

interface Props {
  account: Account;
  mayAssign: boolean;
  /** What the three stand around, e.g. the number of contacts. */
  centre: string;
}

/** The triangle: its corners are people, and buttons that change who sits there. */
export function TriangleFigure({ account, mayAssign, centre }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.figure} role="group" aria-label={t("accounts.figure", { account: account.name })}>
      <svg className={styles.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M50 24.5 80 75.2 20 75.2Z" />
      </svg>
      <p className={styles.centre}>{centre}</p>
      {CORNERS.map((role) => (
        <Corner key={role} account={account} role={role} mayAssign={mayAssign} />
      ))}
    </div>
  );
}

function Corner({ account, role, mayAssign }: { account: Account; role: Role; mayAssign: boolean }) {
  const { t } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const holder = account.seats.find((seat) => seat.role === role)?.person_id ?? null;
  const content = (
    <>
      <Face name={holder === null ? null : nameOf(holder)} id={holder} size="large" />
      <span className={styles.name}>{holder === null ? t("common.vacant") : nameOf(holder)}</span>
      <span className={styles.role}>{roleName(role)}</span>
    </>
  );
  if (!mayAssign)
    return (
      <div className={styles.corner} data-role={role}>
        {content}
      </div>
    );
  return (
    <SeatPicker account={account} role={role}>
      {(label, open) => (
        <button type="button" className={styles.corner} data-role={role} title={label} onClick={open}>
          {content}
        </button>
      )}
    </SeatPicker>
  );
}
