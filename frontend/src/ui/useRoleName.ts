import { useCallback } from "react";
import { useWords } from "@/ui/useWords";

/** Words a role by its name with its code; RACI's letters are duties, never roles. */
export function useRoleName() {
  const { t, find } = useWords();
  return useCallback((role: string) => t("roles.with_code", { name: find(`roles.${role}`) ?? role, code: role }), [t, find]);
}
