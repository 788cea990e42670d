import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { Responsibility } from "@/api/types";

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
