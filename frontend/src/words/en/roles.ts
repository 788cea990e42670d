import type { SameKeys } from "@/lib/words";
import type { roles as source } from "@/words/zh/roles";

export const roles: SameKeys<typeof source> = {
  AR: "Account Responsible",
  SR: "Solution Responsible",
  FR: "Fulfilment Responsible",
  SP: "Sponsor",
  BF: "Business, legal & finance",
  CM: "Channel manager",
  PT: "Partner",
  SV: "Service desk",
  with_code: "{name} ({code})",
};
