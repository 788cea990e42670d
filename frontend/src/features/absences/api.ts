import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/session";
import type { Absence, List, Role } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";
import { useNow } from "@/ui/useNow";

const DAY = 86_400_000;
const AHEAD = 120 * DAY;

/** Who is away from today on, in the next four months. */
export function useAbsences() {
  const today = new Date(useNow()).setHours(0, 0, 0, 0);
  return useAbsencesOf({ from: new Date(today).toISOString(), until: new Date(today + AHEAD).toISOString() });
}

/** Who is away within a time. */
export function useAbsencesOf({ from, until }: { from: string; until: string }) {
  const query = new URLSearchParams({ from_at: from, until_at: until });
  return useQuery({
    queryKey: keys.absences(from, until),
    queryFn: ({ signal }) => get<List<Absence>>(`/absences?${query.toString()}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** For whom I act now, and in which role of theirs. */
export function useActsFor(): (person: number, role: Role) => boolean {
  const me = useMe();
  const mine = useAbsences().data?.data.filter(({ deputy_id, status }) => deputy_id === me.id && status === "running") ?? [];
  return (person, role) => mine.some((absence) => absence.person_id === person && (absence.role === null || absence.role === role));
}

export interface Plan {
  personId: number;
  role: Role | null;
  deputyId: number | null;
  fromAt: string;
  untilAt: string;
  note: string;
}

export function usePlanAbsence(onDone: () => void) {
  return useWrite(
    ({ personId, role, deputyId, fromAt, untilAt, note }: Plan, key) =>
      write<unknown>("POST", `/people/${personId}/absences`, {
        body: { role, deputy_id: deputyId, from_at: fromAt, until_at: untilAt, note },
        key,
      }),
    { touches: () => ["absences", "matrix"], onDone },
  );
}

export function useChooseDeputy(onDone: () => void) {
  return useWrite(
    ({ absence, deputyId }: { absence: Absence; deputyId: number | null }, key) =>
      write<unknown>("PATCH", `/absences/${absence.id}`, { body: { deputy_id: deputyId }, version: absence.version, key }),
    { touches: () => ["absences", "matrix"], onDone },
  );
}

export function useCancelAbsence(onDone: () => void) {
  return useWrite(
    (absence: Absence, key) => write<unknown>("POST", `/absences/${absence.id}/cancel`, { body: {}, key }),
    { touches: () => ["absences", "matrix"], onDone },
  );
}
