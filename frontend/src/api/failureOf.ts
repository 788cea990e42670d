import { ApiError } from "@/api/problem";

interface Asked {
  data: unknown;
  error: unknown;
}

/** The error that a page must show: there is nothing to show instead, or what is on screen may no longer be seen. */
export function failureOf({ data, error }: Asked): unknown {
  if (!error) return null;
  const isGone = error instanceof ApiError && error.isGone;
  return data === undefined || isGone ? error : null;
}
