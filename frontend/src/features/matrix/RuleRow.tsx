import { Button, Checkbox, NativeSelect, NumberInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { LintRule, LintRuleWish } from "@/api/types";
import styles from "@/features/matrix/RuleRow.module.css";
import { useWords } from "@/ui/useWords";

const SEVERITIES = ["high", "medium", "low"] as const;
const STAGES = [1, 2, 3, 4, 5, 6, 7] as const;
const MOST = { nodes: 999, deals: 999, days: 365, hours: 720, stage: 7 };
const LEAST = { nodes: 1, deals: 0, days: 0, hours: 0, stage: 1 };

interface Props {
  rule: LintRule;
  isSaving: boolean;
  onSet: (wish: LintRuleWish) => void;
  /** What is to be chosen when somebody else was faster. */
  conflict: ReactNode;
}

/** One rule: on or off, its severity, its threshold, how it comes, and the way back to that. */
export function RuleRow({ rule, isSaving, onSet, conflict }: Props) {
  const { t } = useWords();
  const name = t(`matrix.rule_${rule.name}`);
  const isChanged = rule.is_on !== rule.comes.is_on || rule.severity !== rule.comes.severity || rule.threshold !== rule.comes.threshold;
  return (
    <li className={styles.rule} data-lint-rule={rule.name}>
      <div className={styles.text}>
        <p className={styles.name}>{name}</p>
        <p className={styles.quiet}>{comesText(rule, t)}</p>
      </div>
      <div className={styles.fields}>
        <Threshold rule={rule} label={`${name} · ${rule.unit ? t(`rules.unit_${rule.unit}`) : ""}`} disabled={isSaving} onSet={onSet} />
        <NativeSelect
          aria-label={`${name} · ${t("rules.severity")}`}
          className={styles.severity}
          value={rule.severity}
          disabled={isSaving}
          data={SEVERITIES.map((value) => ({ value, label: t(`matrix.severity_${value}`) }))}
          onChange={(event) => onSet({ severity: event.currentTarget.value as LintRule["severity"] })}
        />
        <Checkbox
          aria-label={`${name} · ${t("rules.is_on")}`}
          label={t("rules.is_on")}
          checked={rule.is_on}
          disabled={isSaving}
          onChange={(event) => onSet({ is_on: event.currentTarget.checked })}
        />
        {isChanged ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${name} · ${t("rules.back")}`}
            loading={isSaving}
            onClick={() => onSet({ is_on: null, severity: null, threshold: null })}
          >
            {t("rules.back")}
          </Button>
        ) : null}
      </div>
      {conflict}
    </li>
  );
}

function comesText({ comes, unit }: LintRule, t: ReturnType<typeof useWords>["t"]): string {
  const parts = [comes.is_on ? t("rules.on") : t("rules.off"), t(`matrix.severity_${comes.severity}`)];
  if (unit && comes.threshold !== null) parts.push(t(`rules.holds_${unit}`, { n: comes.threshold }));
  return t("rules.comes", { how: parts.join(" · ") });
}

interface ThresholdProps {
  rule: LintRule;
  label: string;
  disabled: boolean;
  onSet: (wish: LintRuleWish) => void;
}

function Threshold({ rule: { unit, threshold }, label, disabled, onSet }: ThresholdProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<number | string>(threshold ?? "");
  if (!unit || threshold === null) return null;
  if (unit === "stage") {
    return (
      <NativeSelect
        aria-label={label}
        className={styles.stage}
        value={String(threshold)}
        disabled={disabled}
        data={STAGES.map((n) => ({ value: String(n), label: t(`matrix.stage_S${n}`) }))}
        onChange={(event) => onSet({ threshold: Number(event.currentTarget.value) })}
      />
    );
  }
  const save = () => {
    if (typeof typed === "number" && typed !== threshold) onSet({ threshold: typed });
  };
  return (
    <div className={styles.number}>
      <NumberInput
        aria-label={label}
        className={styles.digits}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="blur"
        min={LEAST[unit]}
        max={MOST[unit]}
        value={typed}
        disabled={disabled}
        onChange={setTyped}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
        }}
      />
      <span className={styles.quiet}>{t(`rules.unit_${unit}`)}</span>
    </div>
  );
}
