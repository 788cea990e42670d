import { Button, CloseButton, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { blank, type ConditionWish } from "@/features/gates/conditions";
import styles from "@/features/gates/GateDecision.module.css";
import { PersonSelect } from "@/ui/PersonSelect";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  conditions: ConditionWish[];
  people: { id: number; name: string; is_active: boolean }[];
  /** Where a condition can be worked on. */
  targets: { id: number; name: string }[];
  onChange: (conditions: ConditionWish[]) => void;
}

/** What a gate is passed on: each condition is somebody's work until a day, or a promise that delivery answers. */
export function ConditionFields({ conditions, people, targets, onChange }: Props) {
  const { t } = useWords();
  const change = (key: string, part: Partial<ConditionWish>) =>
    onChange(conditions.map((each) => (each.key === key ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.fields}>
      <legend>{t("gates.conditions")}</legend>
      <Stack gap="sm">
        {conditions.map((each, place) => (
          <ConditionField
            key={each.key}
            condition={each}
            place={place + 1}
            people={people}
            targets={targets}
            onChange={(part) => change(each.key, part)}
            onRemove={conditions.length > 1 ? () => onChange(conditions.filter(({ key }) => key !== each.key)) : null}
          />
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => onChange([...conditions, blank()])}
        >
          {t("gates.add_condition")}
        </Button>
      </Stack>
    </fieldset>
  );
}

interface FieldProps {
  condition: ConditionWish;
  place: number;
  people: Props["people"];
  targets: Props["targets"];
  onChange: (part: Partial<ConditionWish>) => void;
  onRemove: (() => void) | null;
}

function ConditionField({ condition, place, people, targets, onChange, onRemove }: FieldProps) {
  const { t } = useWords();
  const roleName = useRoleName();
  return (
    <div className={styles.field} data-condition={place}>
      <Group gap="xs" wrap="nowrap" align="end">
        <TextInput
          className={styles.grow}
          label={t("gates.condition", { n: place })}
          required
          maxLength={500}
          value={condition.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        {onRemove ? <CloseButton size="lg" aria-label={t("gates.remove_condition", { n: place })} onClick={onRemove} /> : null}
      </Group>
      <SegmentedControl
        size="xs"
        aria-label={t("gates.condition_kind", { n: place })}
        value={condition.kind}
        onChange={(kind) => onChange({ kind: kind as ConditionWish["kind"] })}
        data={(["item", "promise"] as const).map((value) => ({ value, label: t(`gates.condition_${value}`) }))}
      />
      {condition.kind === "promise" ? (
        <SegmentedControl
          size="xs"
          aria-label={t("gates.condition_role", { n: place })}
          value={condition.role}
          onChange={(role) => onChange({ role: role as ConditionWish["role"] })}
          data={(["FR", "SR"] as const).map((value) => ({ value, label: roleName(value) }))}
        />
      ) : null}
      {condition.kind === "item" ? (
        <Select
          label={t("gates.condition_node")}
          placeholder={t("gates.condition_node_hint")}
          clearable
          value={condition.node_id === null ? null : String(condition.node_id)}
          onChange={(value) => onChange({ node_id: value === null ? null : Number(value) })}
          data={targets.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      ) : null}
      <Group gap="xs" grow align="end">
        {condition.kind === "item" ? (
          <PersonSelect
            label={t("gates.condition_owner")}
            placeholder={t("gates.condition_owner_hint")}
            clearable
            people={people}
            value={condition.owner_id}
            onChange={(owner_id) => onChange({ owner_id })}
          />
        ) : null}
        <TextInput
          type="date"
          label={t("gates.condition_due")}
          value={condition.due_on}
          onChange={(event) => onChange({ due_on: event.currentTarget.value })}
        />
      </Group>
    </div>
  );
}
