import { common } from "@/words/zh/common";
import { errors } from "@/words/zh/errors";
import { handoffs } from "@/words/zh/handoffs";
import { identity } from "@/words/zh/identity";
import { notifications } from "@/words/zh/notifications";
import { roles } from "@/words/zh/roles";
import { shell } from "@/words/zh/shell";

/** What is said before anything is opened that loads later. */
export const first = {
  common,
  errors,
  handoffs,
  identity,
  notifications,
  roles,
  shell,
} as const;
