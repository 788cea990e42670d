import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { List } from "@/api/types";
import { type Span, worked } from "@/lib/working";
import { useNow } from "@/ui/useNow";

const DAY = 86_400_000;
const BACK = 30 * DAY;
const AHEAD = 60 * DAY;

/** Returns the working time between now and a moment, whichever comes first; null when it is not known or lies far away. */
export function useWorkingTime(moment: string | null): number | null {
  const now = useNow();
  const today = new Date(now).setUTCHours(0, 0, 0, 0);
  const query = new URLSearchParams({
    from_at: new Date(today - BACK).toISOString(),
    until_at: new Date(today + AHEAD).toISOString(),
  });
  const { data } = useQuery({
    queryKey: keys.workingHours(today),
    queryFn: ({ signal }) => get<List<Span>>(`/working-hours?${query.toString()}`, signal),
    staleTime: DAY,
  });
  const at = moment === null ? Number.NaN : Date.parse(moment);
  if (!data || !(at > today - BACK && at < today + AHEAD)) return null;
  return worked(data.data, Math.min(now, at), Math.max(now, at));
}
