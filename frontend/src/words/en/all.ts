import { accounts } from "@/words/en/accounts";
import { activity } from "@/words/en/activity";
import { common } from "@/words/en/common";
import { deals } from "@/words/en/deals";
import { errors } from "@/words/en/errors";
import { gates } from "@/words/en/gates";
import { handoffs } from "@/words/en/handoffs";
import { health } from "@/words/en/health";
import { identity } from "@/words/en/identity";
import { matrix } from "@/words/en/matrix";
import { nodes } from "@/words/en/nodes";
import { notes } from "@/words/en/notes";
import { promises } from "@/words/en/promises";
import { responsibilities } from "@/words/en/responsibilities";
import { roles } from "@/words/en/roles";
import { shell } from "@/words/en/shell";
import type { Words } from "@/words/catalogue";

export const en: Words = {
  accounts,
  activity,
  common,
  deals,
  errors,
  gates,
  handoffs,
  health,
  identity,
  matrix,
  nodes,
  notes,
  promises,
  responsibilities,
  roles,
  shell,
};
