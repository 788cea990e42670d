import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { Entry, Log } from "@/api/types";

/** Far enough back: whoever was faster was so while a form was open. */
const LATEST = 50;
const BEYOND = 2 ** 31 - 1;

/** Which entries tell of the thing that could not be saved. */
export interface Told {
  stream: string;
  isOf: (data: Entry["data"]) => boolean;
}

/** Who changed a thing last and when, as its stream tells: read only after a change of one's own was refused. */
export function useLastChange({ stream, isOf }: Told, version: number, isWanted: boolean): Entry | null {
  const query = useQuery({
    queryKey: keys.lastChange(stream, version),
    enabled: isWanted,
    queryFn: async ({ signal }) => {
      const { head } = await get<Log>(`/streams/${stream}/entries?after=${BEYOND}&limit=1`, signal);
      return get<Log>(`/streams/${stream}/entries?after=${Math.max(0, head - LATEST)}&limit=${LATEST}`, signal);
    },
  });
  return query.data?.data.findLast(({ data }) => isOf(data)) ?? null;
}
