import { useEffect, useRef } from "react";
import type { ApiError } from "@/api/problem";
import { useProblem } from "@/api/useProblem";
import type { ChecklistItem } from "@/api/types";
import { type ItemChange, type ItemWish, type Typed, useChangeItem } from "@/features/nodes/api";
import { hush, say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** Everything that can be done to one checklist item, and what came of the last of it. */
export function useItemDeeds(item: ChecklistItem, dealId: number) {
  const { t, name } = useWords();
  const problem = useProblem();
  const said = useRef(0);
  const isHere = useRef(true);
  const latest = useRef(item);
  useEffect(() => {
    latest.current = item;
  }, [item]);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const text = name(item.text);
  const wordOf = (error: ApiError) => (error.status === 412 ? t("errors.stale") : problem(error));
  const changing = useChangeItem(item, dealId, (error, { typed }) => {
    hush(said.current);
    typed?.restore();
    // The row says what is wrong; where there is no row any more, the page does.
    if (!isHere.current) say(t("nodes.item_refused", { text, problem: wordOf(error) }), { tone: "bad" });
  });
  const change = (wish: ItemChange, typed?: Typed) => changing.run({ item: latest.current, change: wish, typed });
  const tick = (state: "done" | "open") => {
    const before: ItemChange = { state: item.state, reason: item.reason };
    change({ state });
    const words = state === "done" ? t("nodes.item_done", { text }) : t("nodes.item_opened", { text });
    said.current = say(words, { undo: () => change(before) });
  };
  const again = ({ change: wish, typed }: ItemWish) => {
    changing.forget();
    typed?.drop();
    change(wish, typed);
  };
  return { tick, change, again, isRunning: changing.isRunning, error: changing.error, failed: changing.failed, forget: changing.forget };
}
