import { SegmentedControl, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Handoff, NodeReply, RoomNode } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useOffer } from "@/features/handoffs/api";
import styles from "@/features/handoffs/OfferDialog.module.css";
import { ReceiverField } from "@/features/handoffs/ReceiverField";
import { lines } from "@/lib/lines";
import { fromLocalField, toLocalField } from "@/lib/time";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  node: RoomNode;
  defaults: NodeReply["handoff_defaults"];
  /** Who else works on the node, the likeliest first: proposed for a transfer. */
  likely: number[];
  onClose: () => void;
}

/** Hands a node off; everything is filled in, so that sending is the second click. */
export function OfferDialog({ node, defaults, likely, onClose }: Props) {
  const { t, name } = useWords();
  const problem = useProblem();
  const label = { node: name(node.name) };
  const offering = useOffer({
    onDone: () => {
      onClose();
      say(t("handoffs.sent_toast", label));
    },
  });
  const fieldError = useFieldErrors(offering.error);
  const [kind, setKind] = useState(defaults.kind);
  const [receiverIds, setReceiverIds] = useState(proposeFor(defaults.kind, defaults, likely));
  const [typed, setTyped] = useState<string | null>(null);
  const [questions, setQuestions] = useState("");
  const [due, setDue] = useState<string | null>(null);
  const message = typed ?? (kind === "briefing" ? t("handoffs.message_briefing", label) : t("handoffs.message_default", label));
  const changeKind = (next: Handoff["kind"]) => {
    setKind(next);
    setReceiverIds(proposeFor(next, defaults, likely));
  };
  const send = () =>
    offering.run({
      nodeId: node.id,
      dealId: node.deal_id,
      receiverIds,
      kind,
      message: message.trim(),
      questions: lines(questions),
      // An untouched time is left to the server: it knows the working hours at the moment of sending.
      dueAt: due === null ? null : fromLocalField(due),
    });
  const done = node.checklist.filter(({ state }) => state !== "open").length;
  return (
    <FormDialog
      title={t("handoffs.offer_title", label)}
      act={t("handoffs.send")}
      size="lg"
      isFilled
      isReady={receiverIds.length > 0}
      isBusy={offering.isRunning}
      isChosen={receiverIds.join(" ") !== proposeFor(kind, defaults, likely).join(" ")}
      problem={offering.error ? problem(offering.error) : null}
      onSubmit={send}
      onClose={onClose}
    >
      {node.briefing ? (
        <SegmentedControl
          aria-label={t("handoffs.kind")}
          value={kind}
          onChange={(value) => changeKind(value as Handoff["kind"])}
          data={[
            { value: "briefing", label: t("handoffs.kind_briefing") },
            { value: "transfer", label: t("handoffs.kind_transfer") },
          ]}
        />
      ) : null}
      <p className={styles.hint}>{t(`handoffs.about_${kind}`)}</p>
      <ReceiverField kind={kind} value={receiverIds} onChange={setReceiverIds} error={fieldError("receiver_ids")} />
      <Textarea
        label={t("handoffs.message")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        value={message}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Textarea
        label={t("common.optional", { label: t("handoffs.questions") })}
        description={t("handoffs.questions_hint")}
        autosize
        minRows={1}
        value={questions}
        onChange={(event) => setQuestions(event.currentTarget.value)}
      />
      <div className={styles.due}>
        <TextInput
          type="datetime-local"
          label={t("handoffs.due_at")}
          value={due ?? toLocalField(new Date(defaults.due_at))}
          error={fieldError("due_at")}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        <p className={styles.package}>
          {t("handoffs.package", { done, all: node.checklist.length })}
        </p>
      </div>
    </FormDialog>
  );
}

function proposeFor(kind: Handoff["kind"], defaults: Props["defaults"], likely: number[]): number[] {
  if (kind === defaults.kind && defaults.receiver_ids.length > 0) return defaults.receiver_ids;
  return kind === "transfer" ? likely.slice(0, 1) : defaults.receiver_ids;
}
