import { useCallback } from "react";
import { useWords } from "@/ui/useWords";

/** Words a gate: by its code, which everybody in the trade knows, unless it has a word of its own. */
export function useGateName() {
  const { find } = useWords();
  return useCallback((code: string) => find(`gates.code_${code}`) ?? code, [find]);
}
