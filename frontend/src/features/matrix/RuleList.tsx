import { useState } from "react";
import type { ApiError } from "@/api/problem";
import { useProblem } from "@/api/useProblem";
import { RuleConflict } from "@/features/matrix/RuleConflict";
import { RuleRow } from "@/features/matrix/RuleRow";
import { type RuleChange, useRules, useSetRule } from "@/features/matrix/rulesApi";
import type { LintRule, LintRuleWish } from "@/api/types";
import { isStale } from "@/realtime/FormConflict";
import { Loading } from "@/ui/Loading";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Which rules of the responsibility lint hold here, from when on, and how gravely. */
export function RuleList() {
  const { t } = useWords();
  const problem = useProblem();
  const query = useRules();
  const nameOf = ({ name }: LintRule) => t(`matrix.rule_${name}`);
  // By the name of its rule: what becomes of one says nothing of another.
  const [refused, setRefused] = useState<Partial<Record<string, RuleChange>>>({});
  const refuse = (name: LintRule["name"], change?: RuleChange) => setRefused((others) => ({ ...others, [name]: change }));
  const stale = (error: ApiError, change: RuleChange) => refuse(change.rule.name, isStale(error) ? change : undefined);
  const undoing = useSetRule((set) => say(t("rules.saved", { rule: nameOf(set) })), stale);
  const setting = useSetRule((set, change) => {
    refuse(set.name);
    say(t("rules.saved", { rule: nameOf(set) }), { undo: () => undoing.run({ rule: set, wish: before(change) }) });
  }, stale);
  const failed = [query.error, setting.error, undoing.error].find((each) => each && !isStale(each as ApiError));
  const error = failed ?? null;
  const conflictOf = (rule: LintRule) => {
    const mine = refused[rule.name];
    if (!mine) return null;
    return (
      <RuleConflict
        rule={rule}
        refused={mine}
        isBusy={setting.isRunning}
        onKeep={(wish) => setting.run({ rule, wish })}
        onTake={() => refuse(rule.name)}
      />
    );
  };
  if (!query.data && !error) return <Loading />;
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      <ul className={styles.rows}>
        {query.data?.data.map((rule) => (
          <RuleRow
            key={`${rule.name} ${rule.version}`}
            rule={rule}
            isSaving={setting.wish?.rule.name === rule.name}
            onSet={(wish) => setting.run({ rule, wish })}
            conflict={conflictOf(rule)}
          />
        ))}
      </ul>
    </>
  );
}

/** What takes a change back: what was as it comes is so again. */
function before({ rule, wish }: RuleChange): LintRuleWish {
  const was = (name: keyof LintRule["comes"]) => (rule[name] === rule.comes[name] ? null : rule[name]);
  return Object.fromEntries((Object.keys(wish) as (keyof LintRule["comes"])[]).map((name) => [name, was(name)]));
}
