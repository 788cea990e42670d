import { common } from "@/words/en/common";
import { errors } from "@/words/en/errors";
import { handoffs } from "@/words/en/handoffs";
import { identity } from "@/words/en/identity";
import { notifications } from "@/words/en/notifications";
import { roles } from "@/words/en/roles";
import { shell } from "@/words/en/shell";
import type { FirstWords } from "@/words/catalogue";

/** What is said before anything is opened that loads later. */
export const first: FirstWords = {
  common,
  errors,
  handoffs,
  identity,
  notifications,
  roles,
  shell,
};
