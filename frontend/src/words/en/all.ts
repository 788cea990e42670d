import { absences } from "@/words/en/absences";
import { accounts } from "@/words/en/accounts";
import { activity } from "@/words/en/activity";
import { admin } from "@/words/en/admin";
import { common } from "@/words/en/common";
import { deals } from "@/words/en/deals";
import { design } from "@/words/en/design";
import { errors } from "@/words/en/errors";
import { gates } from "@/words/en/gates";
import { handoffs } from "@/words/en/handoffs";
import { health } from "@/words/en/health";
import { identity } from "@/words/en/identity";
import { keys } from "@/words/en/keys";
import { matrix } from "@/words/en/matrix";
import { nodes } from "@/words/en/nodes";
import { notes } from "@/words/en/notes";
import { promises } from "@/words/en/promises";
import { notifications } from "@/words/en/notifications";
import { palette } from "@/words/en/palette";
import { profile } from "@/words/en/profile";
import { responsibilities } from "@/words/en/responsibilities";
import { roles } from "@/words/en/roles";
import { shell } from "@/words/en/shell";
import type { Words } from "@/words/catalogue";

export const en: Words = {
  absences,
  accounts,
  activity,
  admin,
  common,
  deals,
  design,
  errors,
  gates,
  handoffs,
  health,
  identity,
  keys,
  matrix,
  nodes,
  notes,
  notifications,
  palette,
  profile,
  promises,
  responsibilities,
  roles,
  shell,
};
