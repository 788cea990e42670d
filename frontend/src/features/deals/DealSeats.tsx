import { usePeople } from "@/api/people";
import type { Room } from "@/api/types";
import { DealSeatDialog } from "@/features/deals/DealSeatDialog";
import styles from "@/features/deals/DealSeats.module.css";
import { Face } from "@/ui/Face";
import { Panel } from "@/ui/Panel";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";
import { useState } from "react";

/** Who sits in each role of the deal, by an own seat or the account's. */
export function DealSeats({ room, mayAssign }: { room: Room; mayAssign: boolean }) {
  const { t, day } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const [changed, setChanged] = useState<Room["seats"][number] | null>(null);
  return (
    <Panel title={t("deals.team_seats")}>
      <ul className={styles.seats}>
        {room.seats.map((seat) => (
          <li key={seat.role} className={styles.seat}>
            <Face name={seat.person_id === null ? null : nameOf(seat.person_id)} id={seat.person_id} />
            <div className={styles.text}>
              <p className={styles.role}>{roleName(seat.role)}</p>
              <p className={styles.name}>{seat.person_id === null ? t("common.vacant") : nameOf(seat.person_id)}</p>
              {seat.person_id === null ? null : (
                <p className={styles.role}>
                  {seat.inherited ? t("deals.seat_inherited") : t("deals.seat_own")}
                  {seat.from_at ? ` · ${t("accounts.seat_since", { day: day(seat.from_at) })}` : ""}
                </p>
              )}
            </div>
            {mayAssign ? (
              <button
                type="button"
                className={styles.change}
                data-unprinted
                aria-label={t("accounts.change_seat", { role: roleName(seat.role) })}
                onClick={() => setChanged(seat)}
              >
                {seat.person_id === null ? t("accounts.assign") : t("common.edit")}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <h3 className={styles.title}>
        {t("deals.members")} <span>{room.members.length}</span>
      </h3>
      <ul className={styles.members}>
        {room.members.map((id) => (
          <li key={id}>
            <Face name={nameOf(id)} id={id} size="small" /> {nameOf(id)}
          </li>
        ))}
      </ul>
      {changed ? <DealSeatDialog room={room} seat={changed} onClose={() => setChanged(null)} /> : null}
    </Panel>
  );
}
