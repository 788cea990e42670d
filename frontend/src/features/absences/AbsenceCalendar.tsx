import { ActionIcon, Button, Group, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useProblem } from "@/api/useProblem";
import styles from "@/features/absences/AbsenceCalendar.module.css";
import { AbsenceRow } from "@/features/absences/AbsenceRow";
import { useAbsencesOf } from "@/features/absences/api";
import { beginOf, dayKey, daysOf, edgesOf, rowsOf, type Span, step } from "@/features/absences/calendar";
import { CalendarTable } from "@/features/absences/CalendarTable";
import { monthOf } from "@/lib/time";
import { Problem } from "@/ui/Problem";
import rows from "@/ui/Rows.module.css";
import { useFilter } from "@/ui/useFilter";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

interface Props {
  /** Whose absences are shown. */
  isShown: (personId: number) => boolean;
  /** Narrows the people. */
  filter: ReactNode;
}

/** Who is away on which days of a month or a week, who acts for them, and where nobody does. */
export function AbsenceCalendar({ isShown, filter }: Props) {
  const { t, day, language } = useWords();
  const problem = useProblem();
  const isNarrow = useMediaQuery("(max-width: 800px)", window.innerWidth <= 800);
  const [asked, ask] = useFilter(["on", "span", "absence"]);
  const today = dayKey(new Date(useNow()));
  const span: Span = asked.span === "month" || asked.span === "week" ? asked.span : isNarrow ? "week" : "month";
  const first = beginOf(/^\d{4}-\d{2}-\d{2}$/.test(asked.on) ? asked.on : today, span);
  const days = daysOf(first, span);
  const found = useAbsencesOf(edgesOf(first, span));
  const shown = rowsOf(found.data?.data.filter(({ person_id }) => isShown(person_id)) ?? [], days);
  const chosen = found.data?.data.find(({ id }) => String(id) === asked.absence);
  const title = span === "month" ? monthOf(first, language) : `${day(first)} – ${day(days.at(-1) ?? first)}`;
  return (
    <div className={styles.calendar} data-calendar={first} data-awaited={found.isPending || undefined}>
      <Group gap="xs">
        <ActionIcon variant="default" size="lg" aria-label={t(`absences.before_${span}`)} onClick={() => ask({ on: step(first, span, -1) })}>
          <IconChevronLeft size={18} aria-hidden="true" />
        </ActionIcon>
        <h3 className={styles.title} aria-live="polite">
          {title}
        </h3>
        <ActionIcon variant="default" size="lg" aria-label={t(`absences.after_${span}`)} onClick={() => ask({ on: step(first, span, 1) })}>
          <IconChevronRight size={18} aria-hidden="true" />
        </ActionIcon>
        <Button variant="default" onClick={() => ask({ on: "" })}>
          {t("absences.today")}
        </Button>
        <SegmentedControl
          aria-label={t("absences.span")}
          value={span}
          onChange={(value) => ask({ span: value })}
          data={(["month", "week"] as const).map((value) => ({ value, label: t(`absences.span_${value}`) }))}
        />
        {filter}
      </Group>
      <Problem text={found.error ? problem(found.error) : null} />
      {found.data && shown.length === 0 ? <p className={rows.quiet}>{t("absences.nobody_away")}</p> : null}
      {shown.length > 0 ? (
        <CalendarTable
          title={title}
          days={days}
          today={today}
          rows={shown}
          chosen={chosen?.id ?? null}
          onChoose={(id) => ask({ absence: String(id) === asked.absence ? "" : String(id) })}
        />
      ) : null}
      {chosen ? (
        <ul className={rows.rows} aria-label={t("absences.chosen")}>
          <AbsenceRow absence={chosen} />
        </ul>
      ) : null}
    </div>
  );
}
