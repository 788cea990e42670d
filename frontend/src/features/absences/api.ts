import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import type { Absence, List, Role } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";
import { useNow } from "@/ui/useNow";

const DAY = 86_400_000;
const AHEAD = 120 * DAY;

/** Who is away from today on, in the next four months. */
export function useAbsences() {
  const today = new Date(useNow()).setHours(0, 0, 0, 0);
  const query = new URLSearchParams({
    from_at: new Date(today).toISOString(),
    until_at: new Date(today + AHEAD).toISOString(),
  });
  return useQuery({
    queryKey: keys.absences(today),
    queryFn: ({ signal }) => get<List<Absence>>(`/absences?${query.toString()}`, signal),
  });
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
    { touches: () => ["absences"], onDone },
  );
}

export function useChooseDeputy(onDone: () => void) {
  return useWrite(
    ({ absence, deputyId }: { absence: Absence; deputyId: number | null }, key) =>
      write<unknown>("PATCH", `/absences/${absence.id}`, { body: { deputy_id: deputyId }, version: absence.version, key }),
    { touches: () => ["absences"], onDone },
  );
}

export function useCancelAbsence(onDone: () => void) {
  return useWrite(
    (absence: Absence, key) => write<unknown>("POST", `/absences/${absence.id}/cancel`, { body: {}, key }),
    { touches: () => ["absences"], onDone },
  );
}
