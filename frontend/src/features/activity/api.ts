import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { Entry, EntryWhole, Log, Position, Positions, Reply } from "@/api/types";

const PAGE = 50;

interface CachedLog {
  data: Entry[];
  positions: Positions;
}

/** The newest entries of a stream, oldest first; the stream itself appends what comes. */
export function useLog(stream: string, position: Position | undefined) {
  const client = useQueryClient();
  const key = keys.log(stream);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<CachedLog> => {
      const known = client.getQueryData<CachedLog>(key)?.data[0]?.seq;
      const after = Math.max(0, Math.min((position?.seq ?? 0) - PAGE, (known ?? Infinity) - 1));
      return readFrom(stream, after, signal);
    },
    enabled: position !== undefined,
  });
  const first = query.data?.data[0]?.seq ?? 1;
  const loadEarlier = async () => {
    const after = Math.max(0, first - 1 - PAGE);
    const page = await get<Log>(`/streams/${stream}/entries?after=${after}&limit=${first - 1 - after}`);
    client.setQueryData<CachedLog>(key, (log) => log && { ...log, data: [...page.data, ...log.data] });
  };
  return { entries: query.data?.data, error: query.error, hasEarlier: first > 1, loadEarlier };
}

/** One entry with what stood there before it; what was written once is not asked for again. */
export function useEntry(stream: string, seq: number) {
  return useQuery({
    queryKey: keys.entry(stream, seq),
    queryFn: ({ signal }) => get<Reply<EntryWhole>>(`/streams/${stream}/entries/${seq}`, signal),
    staleTime: Infinity,
  });
}

async function readFrom(stream: string, after: number, signal: AbortSignal): Promise<CachedLog> {
  const entries: Entry[] = [];
  for (;;) {
    const from = entries.at(-1)?.seq ?? after;
    // Each page begins where the one before it ended.
    // oxlint-disable-next-line no-await-in-loop
    const page = await get<Log>(`/streams/${stream}/entries?after=${from}&limit=200`, signal);
    entries.push(...page.data);
    const seq = entries.at(-1)?.seq ?? page.head;
    if (page.data.length === 0 || seq >= page.head) return { data: entries, positions: { [stream]: { epoch: page.epoch, seq } } };
  }
}
