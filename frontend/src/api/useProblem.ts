import { useCallback } from "react";
import { ApiError, type Refusal } from "@/api/problem";
import { type Wording, useWords } from "@/ui/useWords";

/** Returns a function that words an error in the reader's language. */
export function useProblem() {
  const wording = useWords();
  return useCallback((error: unknown) => wordProblem(wording, error), [wording]);
}

/** Returns a function from a field's name to what the server said about that field. */
export function useFieldErrors(error: ApiError | null) {
  const wording = useWords();
  return useCallback(
    (field: string) => {
      const said = error?.problem.errors.find((line) => line.field === field);
      return said ? wordRefusal(wording, said) : undefined;
    },
    [wording, error],
  );
}

function wordProblem(wording: Wording, error: unknown): string {
  if (!(error instanceof ApiError)) return wording.t("errors.unknown", { code: "client" });
  const { id } = error.problem;
  if (error.status >= 500) return id ? wording.t("errors.server_id", { id }) : wording.t("errors.server");
  return wordRefusal(wording, error.problem);
}

function wordRefusal({ find, t }: Wording, { code, params }: Refusal): string {
  return find(`errors.${code}`, textual(params)) ?? t("errors.unknown", { code });
}

function textual(params: Refusal["params"]): Record<string, string | number> {
  const shown = Object.entries(params ?? {}).filter(([, value]) => ["string", "number"].includes(typeof value));
  return Object.fromEntries(shown) as Record<string, string | number>;
}
