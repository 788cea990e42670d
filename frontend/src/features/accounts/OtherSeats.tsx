import { usePeople } from "@/api/people";
import type { Account, Role } from "@/api/types";
import { SeatPicker } from "@/features/accounts/SeatPicker";
import styles from "@/features/accounts/OtherSeats.module.css";
import { Face } from "@/ui/Face";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const OTHERS: Role[] = ["SP", "BF", "CM", "PT", "SV"];

/** The seats around the triangle. */
export function OtherSeats({ account, mayAssign }: { account: Account; mayAssign: boolean }) {
  const { t, day } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  return (
    <ul className={styles.seats}>
      {OTHERS.map((role) => {
        const seat = account.seats.find((each) => each.role === role);
        return (
          <li key={role} className={styles.seat}>
            <Face name={seat ? nameOf(seat.person_id) : null} id={seat?.person_id} size="small" />
            <span className={styles.role}>{roleName(role)}</span>
            <span className={styles.name}>
              {seat ? nameOf(seat.person_id) : t("common.vacant")}
              {seat ? <span className={styles.since}>{t("accounts.seat_since", { day: day(seat.from_at) })}</span> : null}
            </span>
            {mayAssign ? (
              <SeatPicker account={account} role={role}>
                {(label, open) => (
                  <button type="button" className={styles.change} aria-label={label} onClick={open}>
                    {seat ? t("common.edit") : t("accounts.assign")}
                  </button>
                )}
              </SeatPicker>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
