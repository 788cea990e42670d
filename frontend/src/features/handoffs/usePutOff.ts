import { usePeople } from "@/api/people";
import type { ApiError } from "@/api/problem";
import { useMe } from "@/api/session";
import type { Card } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useSnooze } from "@/features/handoffs/api";
import { whyNot } from "@/features/handoffs/puttingOff";
import { wordRace } from "@/features/handoffs/race";
import { snoozedUntil } from "@/features/handoffs/snooze";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Wish {
  card: Card;
  until: string | null;
}

/** One that is as it was, and why. */
interface Kept {
  card: Card;
  why: string;
}

/** So many are called by name where several are kept for the same reason. */
const NAMED = 3;

/** Puts hand-offs off one after the other, each by itself; one line says what came of all of them, and takes it back. */
export function usePutOff() {
  const wording = useWords();
  const { t, name, list, moment } = wording;
  const problem = useProblem();
  const { nameOf } = usePeople();
  const me = useMe().id;
  const snoozing = useSnooze();
  const whyOf = (error: ApiError) => wordRace(error, wording, nameOf) ?? problem(error);

  const snoozeAll = async (wishes: Wish[]): Promise<Kept[]> => {
    const kept: Kept[] = [];
    for (const { card, until } of wishes) {
      // One after the other: a long list is no burst of requests.
      // oxlint-disable-next-line no-await-in-loop
      const error = await snoozing.settle({ handoff: card.handoff, until });
      if (error) kept.push({ card, why: whyOf(error) });
    }
    return kept;
  };
  const sayKept = (kept: Kept[]) => {
    const reasons = new Map<string, string[]>();
    for (const { card, why } of kept) reasons.set(why, [...(reasons.get(why) ?? []), name(card.node.name)]);
    const told = [...reasons].map(([why, names]) => {
      const more = names.length - NAMED;
      const named = list(more > 0 ? [...names.slice(0, NAMED), t("handoffs.and_more", { n: more })] : names);
      return t("handoffs.kept_because", { nodes: named, why });
    });
    return t("handoffs.kept", { n: kept.length, why: told.join(" · ") });
  };
  const takeBack = async (before: Wish[]) => {
    const kept = await snoozeAll(before);
    if (kept.length > 0) say(sayKept(kept), { tone: "bad" });
  };

  return async (cards: Card[], until: string): Promise<void> => {
    const now = Date.now();
    const refused = new Map(cards.map((card) => [card, whyNot(card.handoff, until, me)]));
    const able = cards.filter((card) => refused.get(card) === null);
    const failed = await snoozeAll(able.map((card) => ({ card, until })));
    const unable = cards.filter((card) => !able.includes(card));
    const kept = [...unable.map((card) => ({ card, why: t(`handoffs.not_put_off_${refused.get(card) ?? "after_due"}`) })), ...failed];
    const done = able.filter((card) => failed.every((each) => each.card !== card));
    const said = done.length > 0 ? [t("handoffs.put_off", { n: done.length, at: moment(until) })] : [];
    if (kept.length > 0) said.push(sayKept(kept));
    const tone = kept.length === 0 ? "good" : done.length > 0 ? "info" : "bad";
    const before = done.map((card) => ({ card, until: snoozedUntil(card.handoff, now, me) }));
    say(said.join(" · "), { tone, ...(done.length > 0 ? { undo: () => void takeBack(before) } : {}) });
  };
}
