import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { List, Person } from "@/api/types";
import { useWords } from "@/ui/useWords";

const PAGE = 200;
const MOST_PAGES = 25;

/** Everybody's name by id: entries and rows carry ids only. */
export function usePeople() {
  const { t } = useWords();
  const { data, isLoading, failureCount } = useQuery({
    queryKey: keys.people,
    queryFn: ({ signal }) => readAll(signal),
    staleTime: 5 * 60_000,
  });
  const byId = useMemo(() => new Map(data?.map((person) => [person.id, person])), [data]);
  const nameOf = useCallback(
    (id: number | null | undefined) => {
      if (id === null || id === undefined) return t("common.nobody");
      return byId.get(id)?.name ?? (byId.size ? t("common.unknown_person") : "…");
    },
    [byId, t],
  );
  /** Who did it, and in whose place when it was for another. */
  const doerOf = useCallback(
    (actor: number | null | undefined, other: number | null | undefined) =>
      other ? t("common.acting_for", { actor: nameOf(actor), other: nameOf(other) }) : nameOf(actor),
    [nameOf, t],
  );
  return { people: data ?? [], byId, nameOf, doerOf, isLoading, failureCount };
}

async function readAll(signal: AbortSignal): Promise<Person[]> {
  const people: Person[] = [];
  let after: string | null = "";
  for (let page = 0; after !== null && page < MOST_PAGES; page += 1) {
    const query: string = after === "" ? `limit=${PAGE}` : `limit=${PAGE}&after=${encodeURIComponent(after)}`;
    // Pages follow each other: each one's cursor is in the one before.
    // oxlint-disable-next-line no-await-in-loop
    const list: List<Person> = await get(`/people?${query}`, signal);
    people.push(...list.data);
    after = list.next ?? null;
  }
  return people;
}
