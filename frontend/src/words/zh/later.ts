import { absences } from "@/words/zh/absences";
import { accounts } from "@/words/zh/accounts";
import { activity } from "@/words/zh/activity";
import { admin } from "@/words/zh/admin";
import { deals } from "@/words/zh/deals";
import { design } from "@/words/zh/design";
import { gates } from "@/words/zh/gates";
import { health } from "@/words/zh/health";
import { importing } from "@/words/zh/importing";
import { keys } from "@/words/zh/keys";
import { matrix } from "@/words/zh/matrix";
import { nodes } from "@/words/zh/nodes";
import { notes } from "@/words/zh/notes";
import { palette } from "@/words/zh/palette";
import { profile } from "@/words/zh/profile";
import { promises } from "@/words/zh/promises";
import { responsibilities } from "@/words/zh/responsibilities";
import { rules } from "@/words/zh/rules";

/** What only parts say that load when they are opened. */
export const later = {
  absences,
  accounts,
  activity,
  admin,
  deals,
  design,
  gates,
  health,
  importing,
  keys,
  matrix,
  nodes,
  notes,
  palette,
  profile,
  promises,
  responsibilities,
  rules,
} as const;
