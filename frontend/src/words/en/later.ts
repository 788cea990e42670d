import { absences } from "@/words/en/absences";
import { accounts } from "@/words/en/accounts";
import { activity } from "@/words/en/activity";
import { admin } from "@/words/en/admin";
import { deals } from "@/words/en/deals";
import { design } from "@/words/en/design";
import { gates } from "@/words/en/gates";
import { health } from "@/words/en/health";
import { importing } from "@/words/en/importing";
import { keys } from "@/words/en/keys";
import { matrix } from "@/words/en/matrix";
import { nodes } from "@/words/en/nodes";
import { notes } from "@/words/en/notes";
import { palette } from "@/words/en/palette";
import { profile } from "@/words/en/profile";
import { promises } from "@/words/en/promises";
import { responsibilities } from "@/words/en/responsibilities";
import { rules } from "@/words/en/rules";
import type { LaterWords } from "@/words/catalogue";

/** What only parts say that load when they are opened. */
export const later: LaterWords = {
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
};
