import { absences } from "@/words/zh/absences";
import { accounts } from "@/words/zh/accounts";
import { activity } from "@/words/zh/activity";
import { admin } from "@/words/zh/admin";
import { common } from "@/words/zh/common";
import { deals } from "@/words/zh/deals";
import { design } from "@/words/zh/design";
import { errors } from "@/words/zh/errors";
import { gates } from "@/words/zh/gates";
import { handoffs } from "@/words/zh/handoffs";
import { health } from "@/words/zh/health";
import { identity } from "@/words/zh/identity";
import { keys } from "@/words/zh/keys";
import { matrix } from "@/words/zh/matrix";
import { nodes } from "@/words/zh/nodes";
import { notes } from "@/words/zh/notes";
import { promises } from "@/words/zh/promises";
import { notifications } from "@/words/zh/notifications";
import { palette } from "@/words/zh/palette";
import { profile } from "@/words/zh/profile";
import { responsibilities } from "@/words/zh/responsibilities";
import { roles } from "@/words/zh/roles";
import { shell } from "@/words/zh/shell";

export const zh = {
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
} as const;
