import { usePeople } from "@/api/people";
import type { Account, Role } from "@/api/types";
import { SeatPicker } from "@/features/accounts/SeatPicker";
import styles from "@/features/accounts/SeatFaces.module.css";
import { Face } from "@/ui/Face";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const CORNERS: Role[] = ["AR", "SR", "FR"];

/** The three corners as faces; a missing one is a dashed face that assigns in place. */
export function SeatFaces({ account }: { account: Account }) {
  const { t } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  return (
    <ul className={styles.faces}>
      {CORNERS.map((role) => {
        const person = account.seats.find((seat) => seat.role === role)?.person_id;
        if (person === undefined)
          return (
            <li key={role}>
              <SeatPicker account={account} role={role}>
                {(label, open) => (
                  <button type="button" className={styles.vacant} aria-label={`${label} · ${account.name}`} title={label} onClick={open}>
                    <Face name={null} />
                    <span className={styles.code}>{role}</span>
                  </button>
                )}
              </SeatPicker>
            </li>
          );
        const label = t("accounts.seat_of", { role: roleName(role), person: nameOf(person) });
        return (
          <li key={role} className={styles.seat} title={label}>
            <Face name={nameOf(person)} id={person} />
            <span className={styles.code} aria-hidden="true">
              {role}
            </span>
            <span className={styles.hidden}>{label}</span>
          </li>
        );
      })}
    </ul>
  );
}
