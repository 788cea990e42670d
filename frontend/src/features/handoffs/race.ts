import { ApiError } from "@/api/problem";
import type { Wording } from "@/ui/useWords";

type NameOf = (id: number | null | undefined) => string;

/** Words a lost race ("accepted by … at …"); null for any other error, because losing a race is none. */
export function wordRace(error: ApiError | null, wording: Wording, nameOf: NameOf): string | null {
  if (error?.code !== "handoff_answered") return null;
  const { by, at, status } = error.problem.params ?? {};
  return wordAnswer({ status, answered_by: Number(by), answered_at: typeof at === "string" ? at : null }, wording, nameOf);
}

/** Words who answered what, and when. */
export function wordAnswer(
  { status, answered_by: by, answered_at: at }: { status: unknown; answered_by: number | null; answered_at: string | null },
  { t, clock }: Wording,
  nameOf: NameOf,
): string {
  const said = { person: nameOf(by), at: at === null ? "" : clock(at) };
  if (status === "returned") return t("handoffs.returned_by", said);
  if (status === "withdrawn") return t("handoffs.withdrawn_by", said);
  return t("handoffs.answered_by", said);
}
