import type { SameKeys } from "@/lib/words";
import type { identity as source } from "@/words/zh/identity";

export const identity: SameKeys<typeof source> = {
  sign_in: "Sign in",
  sign_in_lead: "Who answers for what, at a glance.",
  email: "E-mail",
  password: "Password",
  show_password: "Show password",
  set_up: "Create the administrator",
  set_up_lead: "This is the first start. The first account becomes the administrator.",
  name: "Name",
  password_rule: "At least 8 characters",
  create: "Create and sign in",
  expired: "Your session has ended",
  expired_lead: "Sign in again to go on; your page stays as it is.",
  other_person: "Use another account",
  role_member: "Member",
  role_leader: "Leader",
  role_admin: "Administrator",
};
