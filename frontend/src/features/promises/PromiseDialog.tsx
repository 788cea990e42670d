import { Chip, Group, Select, Textarea, TextInput } from "@mantine/core";
import { dealStream } from "@/api/keys";
import type { Promised } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type PromiseWish, useSavePromise } from "@/features/promises/api";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useDraft } from "@/ui/useDraft";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const ROLES: Promised["role"][] = ["FR", "SR"];
const EMPTY: PromiseWish = { text: "", node_id: null, contact_id: null, role: "FR", due_on: null, evidence: [] };

const WORDS = {
  text: "promises.text",
  node_id: "promises.node",
  contact_id: "promises.contact",
  role: "promises.role",
  due_on: "promises.due_on",
  evidence: "promises.evidence",
} as const;

export interface Named {
  id: number;
  name: string;
}

interface Props {
  dealId: number;
  /** The promise that is said anew; null to write one down. */
  known: Promised | null;
  contacts: Named[];
  nodes: Named[];
  /** The node to begin with. */
  node: number | null;
  onClose: () => void;
}

/** Writes down what a customer was promised, or says it anew. */
export function PromiseDialog({ dealId, known, contacts, nodes, node, onClose }: Props) {
  const { t, list } = useWords();
  const problem = useProblem();
  const roleName = useRoleName();
  const saving = useSavePromise(dealId, known, () => {
    onClose();
    say(t("promises.made_toast"));
  });
  const fieldError = useFieldErrors(saving.error);
  const now = known ? pick(known) : { ...EMPTY, node_id: node };
  const version = known?.version ?? 0;
  const draft = useDraft(now, version);
  const { fields: wish, change } = draft;
  const [first, ...rest] = wish.evidence;
  const shown = first ?? { kind: "text" as const, text: "", url: "" };
  const prove = (part: Partial<typeof shown>) => {
    const next = { ...shown, ...part };
    const kind = next.url ? ("link" as const) : ("text" as const);
    change({ evidence: next.text || next.url ? [{ ...next, kind }, ...rest] : rest });
  };
  const isBadUrl = shown.url !== "" && !/^https?:\/\/\S+$/i.test(shown.url);
  const words = (name: keyof PromiseWish, of: PromiseWish): string => {
    if (name === "role") return roleName(of.role);
    if (name === "evidence") return list(of.evidence.map(({ text, url }) => text || url));
    if (name === "contact_id") return nameIn(contacts, of.contact_id);
    return name === "node_id" ? nameIn(nodes, of.node_id) : (of[name] ?? "");
  };
  return (
    <FormDialog
      title={known ? t("promises.revise_title") : t("promises.make_title")}
      act={t("common.save")}
      isReady={!isStale(saving.error) && draft.isChanged && Boolean(wish.text.trim()) && !isBadUrl}
      isBusy={saving.isRunning}
      isChosen={draft.isChanged}
      problem={problemBut(saving.error, problem)}
      onSubmit={() => saving.run({ change: trimmed(known ? draft.changes : wish), version: draft.version })}
      onClose={onClose}
    >
      {known ? <p>{t("promises.revise_text")}</p> : null}
      <Textarea
        label={t("promises.text")}
        placeholder={t("promises.text_hint")}
        required
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={wish.text}
        error={fieldError("text")}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Chip.Group multiple={false} value={wish.role} onChange={(role) => change({ role: role as Promised["role"] })}>
        <Group gap={6} role="radiogroup" aria-label={t("promises.role")}>
          {ROLES.map((role) => (
            <Chip key={role} value={role} size="sm" variant="outline">
              {roleName(role)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Choice label={t("promises.node")} of={nodes} value={wish.node_id} error={fieldError("node_id")} onChange={(node_id) => change({ node_id })} />
      <Group grow align="start">
        <Choice label={t("promises.contact")} of={contacts} value={wish.contact_id} error={fieldError("contact_id")} onChange={(contact_id) => change({ contact_id })} />
        <TextInput
          label={t("promises.due_on")}
          type="date"
          value={wish.due_on ?? ""}
          error={fieldError("due_on")}
          onChange={(event) => change({ due_on: event.currentTarget.value || null })}
        />
      </Group>
      <Group grow align="start">
        <TextInput
          label={t("promises.evidence_text")}
          maxLength={2000}
          value={shown.text}
          onChange={(event) => prove({ text: event.currentTarget.value })}
        />
        <TextInput
          label={t("promises.evidence_url")}
          type="url"
          maxLength={2000}
          value={shown.url}
          error={isBadUrl ? t("promises.evidence_url_bad") : null}
          onChange={(event) => prove({ url: event.currentTarget.value.trim() })}
        />
      </Group>
      <FormConflict
        error={saving.error}
        draft={draft}
        now={now}
        version={version}
        told={{ stream: dealStream(dealId), isOf: (data) => (data["promise"] as Promised | undefined)?.id === known?.id }}
        isBusy={saving.isRunning}
        labelOf={(name) => t(WORDS[name])}
        wordOf={words}
        onKeep={(part) => saving.run({ change: trimmed(part), version })}
        onTake={saving.forget}
      />
    </FormDialog>
  );
}

interface ChoiceProps {
  label: string;
  of: Named[];
  value: number | null;
  error: string | undefined;
  onChange: (id: number | null) => void;
}

function Choice({ label, of, value, error, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      searchable
      clearable
      maxDropdownHeight={240}
      value={value === null ? null : String(value)}
      error={error}
      data={of.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}

function pick({ text, node_id, contact_id, role, due_on, evidence }: Promised): PromiseWish {
  return { text, node_id, contact_id, role, due_on, evidence };
}

function trimmed(part: Partial<PromiseWish>): Partial<PromiseWish> {
  return part.text === undefined ? part : { ...part, text: part.text.trim() };
}

function nameIn(named: Named[], id: number | null): string {
  return named.find((each) => each.id === id)?.name ?? "";
}
