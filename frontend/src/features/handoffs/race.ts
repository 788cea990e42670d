import { ApiError } from "@/api/problem";
import type { Wording } from "@/ui/useWords";

type NameOf = (id: number | null | undefined) => string;

/** Words a lost race ("accepted by … at …"); null for any other error, because losing a race is none. */
export function wordRace(error: ApiError | null, { t, clock }: Wording, nameOf: NameOf): string | null {
  if (error?.code !== "handoff_answered") return null;
  const { by, at, status } = error.problem.params ?? {};
  const said = { person: nameOf(Number(by)), at: typeof at === "string" ? clock(at) : "" };
  if (status === "returned") return t("handoffs.returned_by", said);
  if (status === "withdrawn") return t("handoffs.withdrawn_by", said);
  return t("handoffs.answered_by", said);
}
