import { useFilterWords } from "@/app/matrix/useFilterWords";
import type { Question } from "@/features/matrix/question";
import { useWords } from "@/ui/useWords";

/** In words what makes the matrix show something else than everything now: each filter, another moment, a comparison. */
export function useInForce(question: Question): string[] {
  const { t, moment } = useWords();
  const { at, vs } = question;
  return [
    ...useFilterWords(question),
    vs ? t("matrix.in_force_vs", { from: moment(vs) }) : "",
    at ? t("matrix.in_force_at", { at: moment(at) }) : "",
  ].filter(Boolean);
}
