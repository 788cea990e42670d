import { usePeople } from "@/api/people";
import type { Account, Figure, Role } from "@/api/types";
import { AnswerTime } from "@/features/accounts/AnswerTime";
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
  /** What each corner has in hand and how fast each edge answers; the table beside it says the same. */
  figure?: Figure | undefined;
}

/** The triangle: its corners are people, and buttons that change who sits there. */
export function TriangleFigure({ account, mayAssign, centre, figure }: Props) {
  const { t } = useWords();
  return (
    <div
      className={styles.figure}
      role="group"
      aria-label={t("accounts.figure", { account: account.name })}
      data-numbers={figure !== undefined || undefined}
    >
      <svg className={styles.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M50 24.5 80 75.2 20 75.2Z" />
      </svg>
      <p className={styles.centre}>{centre}</p>
      {figure?.edges.map((edge) =>
        edge.minutes === null ? null : (
          <p key={edge.roles.join()} className={styles.edge} data-between={edge.roles.join("-")} aria-hidden="true">
            <AnswerTime speed={edge} />
          </p>
        ),
      )}
      {CORNERS.map((role) => (
        <Corner
          key={role}
          account={account}
          role={role}
          mayAssign={mayAssign}
          numbers={figure?.corners.find((corner) => corner.role === role)}
        />
      ))}
    </div>
  );
}

interface CornerProps {
  account: Account;
  role: Role;
  mayAssign: boolean;
  numbers: Figure["corners"][number] | undefined;
}

function Corner({ account, role, mayAssign, numbers }: CornerProps) {
  const { t, list } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const holder = account.seats.find((seat) => seat.role === role)?.person_id ?? null;
  // Numbers of whoever sat here before are not shown beside whoever does now.
  const known = holder !== null && numbers?.person_id === holder ? numbers : undefined;
  const facts = known ? [t("accounts.in_hand", { n: known.at_work })] : [];
  if (known?.is_away)
    facts.push(known.deputy_ids.length > 0 ? t("accounts.deputy_is", { person: list(known.deputy_ids.map(nameOf)) }) : t("accounts.no_deputy"));
  const content = (
    <>
      <Face name={holder === null ? null : nameOf(holder)} id={holder} size="large" />
      <span className={styles.name}>{holder === null ? t("common.vacant") : nameOf(holder)}</span>
      <span className={styles.role}>{roleName(role)}</span>
      {facts.length > 0 ? <span className={styles.facts}>{facts.join(" · ")}</span> : null}
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
