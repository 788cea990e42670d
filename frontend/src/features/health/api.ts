import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { SelfTest } from "@/api/types";

/** Has the server try its parts; each look is a trial of its own, so none happens unasked. */
export function useSelfTest() {
  return useQuery({
    queryKey: keys.selfTest,
    queryFn: async ({ signal }) => {
      const origin = encodeURIComponent(location.origin);
      return (await get<{ data: SelfTest }>(`/self-test?origin=${origin}`, signal)).data;
    },
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
