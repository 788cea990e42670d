import { CloseButton } from "@mantine/core";
import { Link } from "react-router";
import type { Card } from "@/api/types";
import { AnswerArea } from "@/features/handoffs/AnswerArea";
import { HandoffSummary } from "@/features/handoffs/HandoffSummary";
import styles from "@/features/handoffs/HandoffToast.module.css";
import { useAnswer } from "@/features/handoffs/useAnswer";
import { useWords } from "@/ui/useWords";

interface Props {
  card: Card;
  onDismiss: () => void;
}

/** One arrived hand-off, answered where it appears. */
export function HandoffToast({ card, onDismiss }: Props) {
  const { t, name } = useWords();
  const answer = useAnswer(card.handoff, card.node);
  const title = name(card.node.name);
  return (
    <article className={styles.toast} data-toast={card.handoff.id} aria-label={title}>
      <div className={styles.head}>
        <span className={styles.label}>{t("handoffs.new")}</span>
        <CloseButton size="sm" aria-label={t("handoffs.to_inbox")} onClick={onDismiss} />
      </div>
      <HandoffSummary
        card={card}
        title={<Link to={`/deals/${card.handoff.deal_id}?node=${card.node.id}`}>{title}</Link>}
      />
      <AnswerArea about={title} answer={answer} isShort />
    </article>
  );
}
