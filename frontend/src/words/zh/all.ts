import { accounts } from "@/words/zh/accounts";
import { activity } from "@/words/zh/activity";
import { admin } from "@/words/zh/admin";
import { common } from "@/words/zh/common";
import { deals } from "@/words/zh/deals";
import { errors } from "@/words/zh/errors";
import { gates } from "@/words/zh/gates";
import { handoffs } from "@/words/zh/handoffs";
import { identity } from "@/words/zh/identity";
import { keys } from "@/words/zh/keys";
import { nodes } from "@/words/zh/nodes";
import { palette } from "@/words/zh/palette";
import { profile } from "@/words/zh/profile";
import { responsibilities } from "@/words/zh/responsibilities";
import { roles } from "@/words/zh/roles";
import { shell } from "@/words/zh/shell";

export const zh = { accounts, activity, common, deals, errors, gates, handoffs, identity, nodes, responsibilities, roles, shell, palette, keys, profile, admin } as const;
