import { useCallback } from "react";
import type { ImportOutcome } from "@/api/types";
import { useWords } from "@/ui/useWords";

/** Returns a function that words what is wrong with a row: which field, why, and what is allowed. */
export function useProblemsOf() {
  const { t, find } = useWords();
  return useCallback(
    ({ problems }: ImportOutcome): string[] =>
      problems.map(({ field = "", code, params = {} }) => {
        const said = params as Record<string, unknown>;
        const allowed = Array.isArray(said["allowed"]) ? said["allowed"].map(String) : [];
        const words = allowed.map((value) => find(field === "type" ? `accounts.type_${value}` : `accounts.channel_${value}`) ?? value);
        const values = { ...(said as Record<string, string | number>), allowed: words.join(" / ") };
        const text = find(`importing.problem_${code}`, values) ?? t("importing.problem_other");
        return t("importing.problem", { field: find(`importing.field_${field}`) ?? field, text });
      }),
    [t, find],
  );
}
