import type { SameKeys } from "@/lib/words";
import type { errors as source } from "@/words/zh/errors";

export const errors: SameKeys<typeof source> = {
  network: "The server did not answer; what you typed is still here.",
  invalid_credentials: "The e-mail address or the password is not right",
  too_many_attempts: "Too many attempts, please try again later",
  rate_limited: "Too fast, please try again in a moment",
  unauthenticated: "Your session has ended, please sign in again",
  forbidden: "You are not allowed to do this",
  not_found: "Not found, or not yours to see",
  stale: "Somebody changed this meanwhile; look at the new state and try again",
  invalid: "Please check the marked fields",
  already_set_up: "This installation is already set up",
  node_blocked: "Something is still missing",
  handoff_answered: "Somebody answered first",
  server: "The server failed, please try again later",
  unknown: "That did not work ({code})",
  required: "Please fill this in",
  too_short: "Too short",
  too_long: "Too long",
  invalid_email: "Not an e-mail address",
  password_short: "At least 8 characters",
};
