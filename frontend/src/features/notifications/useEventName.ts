import { useCallback } from "react";
import { useWords } from "@/ui/useWords";

/** Words an event of the outbox; one that this page does not know yet is called by its code. */
export function useEventName() {
  const { find } = useWords();
  return useCallback((event: string) => find(`notifications.event_${event.replaceAll(".", "_")}`) ?? event, [find]);
}
