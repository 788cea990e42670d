import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { List, Playbook } from "@/api/types";

export function usePlaybooks() {
  return useQuery({
    queryKey: keys.playbooks,
    queryFn: ({ signal }) => get<List<Playbook>>("/playbooks", signal),
    staleTime: 10 * 60_000,
  });
}
