import { useLastChange } from "@/api/lastChange";
import { INSTALLATION } from "@/api/keys";
import { usePeople } from "@/api/people";
import type { LintRule, LintRuleWish } from "@/api/types";
import type { RuleChange } from "@/features/matrix/rulesApi";
import { ConflictChoice } from "@/ui/ConflictChoice";
import { useWords } from "@/ui/useWords";

interface Props {
  /** As it holds now. */
  rule: LintRule;
  refused: RuleChange;
  isBusy: boolean;
  onKeep: (wish: LintRuleWish) => void;
  onTake: () => void;
}

type Field = keyof LintRule["comes"];

/** Another admin set the rule first: what I wanted of it is mine or theirs, field by field. */
export function RuleConflict({ rule, refused: { rule: seen, wish }, isBusy, onKeep, onTake }: Props) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  const isReady = rule.version !== seen.version;
  const told = { stream: INSTALLATION, isOf: (data: Record<string, unknown>) => (data["rule"] as LintRule | undefined)?.name === rule.name };
  const faster = useLastChange(told, rule.version, isReady);
  const wanted = Object.keys(wish) as Field[];
  const worded = (field: Field, of: LintRule["comes"]) => {
    if (field === "severity") return t(`matrix.severity_${of.severity}`);
    if (field === "is_on") return of.is_on ? t("rules.on") : t("rules.off");
    return rule.unit && of.threshold !== null ? t(`rules.holds_${rule.unit}`, { n: of.threshold }) : "";
  };
  const labels: Record<Field, string> = { is_on: t("rules.is_on"), severity: t("rules.severity"), threshold: t("rules.threshold") };
  // What goes back to how it comes is wanted as that.
  const mine = Object.fromEntries(wanted.map((field) => [field, wish[field] ?? rule.comes[field]])) as Partial<LintRule["comes"]>;
  const fields = wanted
    .filter((field) => rule.comes[field] !== null || mine[field] !== null)
    .map((name) => ({ name, label: labels[name], mine: worded(name, { ...rule.comes, ...mine }), theirs: worded(name, rule) }));
  return (
    <ConflictChoice
      text={faster ? t("common.conflict_by", { person: nameOf(faster.actor), at: moment(faster.at) }) : t("common.conflict")}
      fields={fields}
      isReady={isReady}
      isBusy={isBusy}
      onKeep={(names) => onKeep(Object.fromEntries(wanted.filter((field) => names.includes(field)).map((field) => [field, wish[field]])))}
      onTake={onTake}
    />
  );
}
