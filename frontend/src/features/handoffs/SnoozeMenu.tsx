import { Button, Menu } from "@mantine/core";
import { IconZzz } from "@tabler/icons-react";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useSnooze } from "@/features/handoffs/api";
import { choices, ownReceipt, snoozedUntil } from "@/features/handoffs/snooze";
import { useNow } from "@/ui/useNow";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Puts what waits for me off until later, never past the time it is due. */
export function SnoozeMenu({ handoff }: { handoff: Handoff }) {
  const { t, moment } = useWords();
  const me = useMe();
  const now = useNow();
  const problem = useProblem();
  // By a wish of its own: taking back is no putting off that could be taken back again.
  const takingBack = useSnooze();
  const snoozing = useSnooze({
    onDone: (_, wish) => {
      if (wish.until) say(t("handoffs.put_off", { n: 1, at: moment(wish.until) }), { undo: () => void takeBack(wish.handoff) });
    },
  });
  // The card has gone to its place further down by then: what is wrong is said where it is seen.
  const takeBack = async (before: Handoff): Promise<void> => {
    const error = await takingBack.settle({ handoff: before, until: snoozedUntil(before, Date.now(), me.id) });
    if (error) say(problem(error), { tone: "bad" });
  };
  const mine = ownReceipt(handoff, me.id);
  const moments = choices(now, handoff.due_at);
  if (!mine || (moments.length === 0 && !mine.snoozed_until)) return null;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconZzz size={14} aria-hidden="true" />}
            loading={snoozing.isRunning}
          >
            {mine.snoozed_until ? t("handoffs.snoozed_until", { at: moment(mine.snoozed_until) }) : t("handoffs.snooze")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {moments.map((until) => (
            <Menu.Item key={until} onClick={() => snoozing.run({ handoff, until })}>
              {t("handoffs.until", { at: moment(until) })}
            </Menu.Item>
          ))}
          {mine.snoozed_until ? (
            <Menu.Item onClick={() => snoozing.run({ handoff, until: null })}>{t("handoffs.wake")}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Problem text={snoozing.error ? problem(snoozing.error) : null} />
    </>
  );
}
