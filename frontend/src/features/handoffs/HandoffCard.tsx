import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Card } from "@/api/types";
import { AnswerArea } from "@/features/handoffs/AnswerArea";
import { HandoffPackage } from "@/features/handoffs/HandoffPackage";
import styles from "@/features/handoffs/HandoffCard.module.css";
import { HandoffSummary } from "@/features/handoffs/HandoffSummary";
import { SnoozeMenu } from "@/features/handoffs/SnoozeMenu";
import { useAnswer } from "@/features/handoffs/useAnswer";
import { useSeen } from "@/features/handoffs/useSeen";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

interface Props {
  card: Card;
  isChosen: boolean;
  onChoose: () => void;
  promises: ReactNode;
}

/** A hand-off that waits for me: everything to answer it is on the card. */
export function HandoffCard({ card, isChosen, onChoose, promises }: Props) {
  const { name } = useWords();
  const { handoff, node } = card;
  const answer = useAnswer(handoff, node);
  const [isOpen, setOpen] = useState(false);
  useSeen(handoff);
  useKeys({ a: () => answer.accept(), r: () => answer.begin("return"), Enter: () => setOpen(!isOpen) }, isChosen);
  return (
    <li
      className={styles.card}
      data-chosen={isChosen || undefined}
      data-settled={answer.isSettled || undefined}
      data-handoff={handoff.id}
      onFocus={onChoose}
      onPointerDown={onChoose}
    >
      <HandoffSummary
        card={card}
        title={<Link to={`/deals/${handoff.deal_id}?node=${node.id}`}>{name(node.name)}</Link>}
      />
      <HandoffPackage handoff={handoff} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} promises={promises} />
      <AnswerArea about={name(node.name)} answer={answer} />
      <div>
        <SnoozeMenu handoff={handoff} />
      </div>
    </li>
  );
}
