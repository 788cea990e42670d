import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import type { Leaving, Person, Reply, Responsibility, SeatHeld } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

/** Who answered for what at a moment; not asked while the moment is now, because the room knows. */
export function useResponsibilitiesAt(dealId: number, at: string | null) {
  return useQuery({
    queryKey: keys.responsibilities(dealId, at ?? ""),
    queryFn: ({ signal }) =>
      get<{ data: Responsibility[]; at: string }>(`/deals/${dealId}/responsibilities?at=${encodeURIComponent(at ?? "")}`, signal),
    enabled: at !== null,
    placeholderData: keepPreviousData,
  });
}

/** What a person holds, and who could take each of it. */
export function useLeaving(personId: number) {
  return useQuery({
    queryKey: keys.leaving(personId),
    queryFn: async ({ signal }) => (await get<Reply<Leaving>>(`/people/${personId}/leaving`, signal)).data,
    staleTime: 0,
  });
}

export interface LeavingPlan {
  seats: { account_id: number; deal_id: number | null; role: SeatHeld["role"]; person_id: number | null }[];
  nodes: { node_id: number; person_id: number }[];
  handoffs: { handoff_id: number; person_id: number }[];
}

export function useDeactivate(onDone: () => void) {
  return useWrite(
    ({ person, plan }: { person: Person; plan: LeavingPlan }, key) =>
      write<unknown>("POST", `/people/${person.id}/deactivate`, { body: plan, version: person.version, key }),
    { touches: () => ["people", "accounts", "deals"], onDone },
  );
}
