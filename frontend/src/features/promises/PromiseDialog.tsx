import { Button, Chip, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Promised } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type PromiseWish, useSavePromise } from "@/features/promises/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const ROLES: Promised["role"][] = ["FR", "SR"];
const EMPTY: PromiseWish = { text: "", node_id: null, contact_id: null, role: "FR", due_on: null, evidence: [] };

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
  const { t } = useWords();
  const problem = useProblem();
  const roleName = useRoleName();
  const saving = useSavePromise(dealId, known, () => {
    onClose();
    say(t("promises.made_toast"));
  });
  const fieldError = useFieldErrors(saving.error);
  const [wish, setWish] = useState<PromiseWish>(known ? pick(known) : { ...EMPTY, node_id: node });
  const change = (part: Partial<PromiseWish>) => setWish({ ...wish, ...part });
  const [first, ...rest] = wish.evidence;
  const shown = first ?? { kind: "text" as const, text: "", url: "" };
  const prove = (part: Partial<typeof shown>) => {
    const next = { ...shown, ...part };
    const kind = next.url ? ("link" as const) : ("text" as const);
    change({ evidence: next.text || next.url ? [{ ...next, kind }, ...rest] : rest });
  };
  const isBadUrl = shown.url !== "" && !/^https?:\/\/\S+$/i.test(shown.url);
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={known ? t("promises.revise_title") : t("promises.make_title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.run({ ...wish, text: wish.text.trim() });
        }}
      >
        <Stack gap="md">
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
          <Group grow align="start">
            <Choice label={t("promises.contact")} of={contacts} value={wish.contact_id} error={fieldError("contact_id")} onChange={(contact_id) => change({ contact_id })} />
            <Choice label={t("promises.node")} of={nodes} value={wish.node_id} error={fieldError("node_id")} onChange={(node_id) => change({ node_id })} />
          </Group>
          <TextInput
            label={t("promises.due_on")}
            type="date"
            value={wish.due_on ?? ""}
            error={fieldError("due_on")}
            onChange={(event) => change({ due_on: event.currentTarget.value || null })}
          />
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
          <Problem text={saving.error ? problem(saving.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={saving.isRunning} disabled={!wish.text.trim() || isBadUrl}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
