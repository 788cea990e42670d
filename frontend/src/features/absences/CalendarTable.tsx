import { usePeople } from "@/api/people";
import styles from "@/features/absences/AbsenceCalendar.module.css";
import { type Bar, type CalendarRow, gapsOf, isWeekend } from "@/features/absences/calendar";
import { weekdayOf } from "@/lib/time";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  title: string;
  days: string[];
  today: string;
  rows: CalendarRow[];
  chosen: number | null;
  onChoose: (absenceId: number) => void;
}

/** People by days: a bar for each absence names the deputy, or says that nobody acts; the last row counts the gaps. */
export function CalendarTable({ title, days, today, rows, chosen, onChoose }: Props) {
  const { t, day, language } = useWords();
  const { nameOf } = usePeople();
  const gaps = gapsOf(rows, days);
  return (
    <div key={title} ref={beginToday} className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
      <table className={styles.table} data-span={days.length > 7 ? "month" : "week"}>
        <thead>
          <tr>
            <th scope="col">{t("absences.who")}</th>
            {days.map((on) => (
              <th key={on} scope="col" data-weekend={isWeekend(on) || undefined} aria-current={on === today ? "date" : undefined} aria-label={day(on)}>
                <span className={styles.weekday}>{weekdayOf(on, language)}</span>
                {Number(on.slice(-2))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ personId, lanes }) =>
            lanes.map((lane, place) => (
              <tr key={`${personId} ${lane[0]?.absence.id}`} data-away={personId}>
                {place === 0 ? (
                  <th scope="row" rowSpan={lanes.length}>
                    {nameOf(personId)}
                  </th>
                ) : null}
                <Lane lane={lane} days={days} today={today} chosen={chosen} onChoose={onChoose} />
              </tr>
            )),
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("absences.gaps")}</th>
            {days.map((on, place) => (
              <td key={on} data-gaps={gaps[place] || undefined}>
                {gaps[place] || ""}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Where a month is wider than the screen, it is read from today on. */
function beginToday(region: HTMLDivElement | null): void {
  const [names, now] = ["th", "th[aria-current]"].map((which) => region?.querySelector<HTMLElement>(which));
  if (region && names && now) region.scrollLeft = now.offsetLeft - names.offsetWidth;
}

interface LaneProps extends Pick<Props, "days" | "today" | "chosen" | "onChoose"> {
  lane: Bar[];
}

function Lane({ lane, days, today, chosen, onChoose }: LaneProps) {
  return days.map((on, place) => {
    const bar = lane.find(({ first, last }) => first <= place && place <= last);
    if (!bar) return <td key={on} data-weekend={isWeekend(on) || undefined} data-today={on === today || undefined}>{" "}</td>;
    if (bar.first !== place) return null;
    return (
      <td key={on} colSpan={bar.last - bar.first + 1} className={styles.bar}>
        <AwayBar bar={bar} isChosen={bar.absence.id === chosen} onChoose={() => onChoose(bar.absence.id)} />
      </td>
    );
  });
}

function AwayBar({ bar: { absence }, isChosen, onChoose }: { bar: Bar; isChosen: boolean; onChoose: () => void }) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const deputy = absence.deputy_id === null ? null : nameOf(absence.deputy_id);
  const words = absence.gap ? t(`absences.gap_${absence.gap}`) : deputy === null ? t("absences.gap_no_deputy") : t("absences.acts_short", { person: deputy });
  const role = absence.role ? roleName(absence.role) : t("absences.whole");
  const times = t("absences.from_until", { from: moment(absence.from_at), until: moment(absence.until_at) });
  return (
    <button
      type="button"
      data-bar={absence.id}
      data-gap={absence.gap ?? undefined}
      data-over={absence.status === "over" || undefined}
      aria-pressed={isChosen}
      aria-label={[nameOf(absence.person_id), times, role, words].join(" · ")}
      title={[times, role, words].join(" · ")}
      onClick={onChoose}
    >
      {absence.role ? `${absence.role} · ${words}` : words}
    </button>
  );
}
