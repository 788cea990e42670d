import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Handoff, Node, ReasonCode } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useAccept, useReturn } from "@/features/handoffs/api";
import { wordRace } from "@/features/handoffs/race";
import { useLine } from "@/realtime/useLine";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

type Answering = "return" | "accept";

/** Everything an answer to one hand-off needs: accept, return with a reason, and what came of it. */
export function useAnswer(handoff: Handoff, node: Node) {
  const wording = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const isOffline = useLine() === "offline";
  const [answering, setAnswering] = useState<Answering | null>(null);
  const label = { node: wording.name(node.name) };
  const accepting = useAccept({ onDone: () => say(wording.t("handoffs.accepted_toast", label)) });
  const returning = useReturn({ onDone: () => say(wording.t("handoffs.returned_toast", label), { tone: "info" }) });
  const error = accepting.error ?? returning.error;
  const race = wordRace(error, wording, nameOf);
  const isSettled = accepting.isDone || returning.isDone || race !== null;
  const isBusy = accepting.isRunning || returning.isRunning;
  return {
    isBusy,
    answering,
    isSettled,
    race,
    problem: error && !race ? problem(error) : null,
    isRetrying: accepting.isRetrying || returning.isRetrying,
    accept: (openItems: string[] = []) => {
      if (!isBusy && !isSettled && !isOffline) accepting.run({ handoff, openItems });
    },
    begin: (next: Answering) => setAnswering(isOffline || isSettled ? null : next),
    cancel: () => setAnswering(null),
    giveBack: (answer: { reasonCode: ReasonCode; reason: string }) => {
      if (!isBusy && !isOffline) returning.run({ handoff, ...answer });
    },
  };
}
