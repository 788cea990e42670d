import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import type { ApiError } from "@/api/problem";
import { INSTALLATION, keys } from "@/api/keys";
import type { Finding, LintRule, LintRuleWish, Positions, Waiver } from "@/api/types";
import { useStream } from "@/realtime/useStream";
import { useWrite } from "@/realtime/useWrite";

/** How every rule holds here, live with what other admins set. */
export function useRules() {
  const query = useQuery({
    queryKey: keys.rules,
    queryFn: ({ signal }) => get<{ data: LintRule[]; positions: Positions }>("/rules", signal),
  });
  useStream(INSTALLATION, query.data?.positions);
  return query;
}

export interface RuleChange {
  rule: LintRule;
  wish: LintRuleWish;
}

export function useSetRule(onDone: (set: LintRule, change: RuleChange) => void, onFail: (error: ApiError, change: RuleChange) => void) {
  return useWrite(
    async ({ rule, wish }: RuleChange, key) =>
      (await write<{ data: LintRule }>("PATCH", `/rules/${rule.name}`, { body: wish, version: rule.version, key })).data,
    { touches: () => [INSTALLATION, "matrix"], onDone, onFail },
  );
}

export interface WaiverWish {
  finding: Finding;
  reason: string;
  until: string;
}

export function useWaive(onDone: (waiver: Waiver) => void) {
  return useWrite(
    async ({ finding, reason, until }: WaiverWish, key) => {
      const body = { rule: finding.rule, key: finding.key, reason, until_at: until };
      return (await write<{ data: Waiver }>("POST", "/waivers", { body, key })).data;
    },
    { touches: () => ["matrix"], onDone },
  );
}

export function useEndWaiver(onDone: () => void) {
  return useWrite((id: number, key) => write<unknown>("POST", `/waivers/${id}/end`, { body: {}, key }), {
    touches: () => ["matrix"],
    onDone,
  });
}
