import { Checkbox } from "@mantine/core";
import { memo, type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Card, Handoff, Receipt } from "@/api/types";
import { AnswerArea } from "@/features/handoffs/AnswerArea";
import { HandoffPackage } from "@/features/handoffs/HandoffPackage";
import styles from "@/features/handoffs/HandoffCard.module.css";
import { HandoffSummary } from "@/features/handoffs/HandoffSummary";
import { SnoozeMenu } from "@/features/handoffs/SnoozeMenu";
import { TakenAnswer } from "@/features/handoffs/TakenAnswer";
import { useAnswer } from "@/features/handoffs/useAnswer";
import { useKeptFocus } from "@/features/handoffs/useKeptFocus";
import { useSeen } from "@/features/handoffs/useSeen";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

interface Props {
  card: Card;
  /** The answer of somebody else, who was faster: nothing can be done with the card any more. */
  taken: Receipt | null;
  isChosen: boolean;
  isPicked: boolean;
  onChoose: (id: number) => void;
  /** Called when it is to be answered together with others, or not; with the shift key for all from the last one on. */
  onPick: (id: number, isRange: boolean) => void;
  /** While cards are picked the key that accepts is theirs together. */
  isAcceptOthers: boolean;
  /** Called once it came on screen. */
  onSee: (handoff: Handoff) => void;
  promisesOf: (handoff: Handoff) => ReactNode;
}

/** A hand-off that waits for me: everything to answer it is on the card. Each that is seen changes only itself. */
export const HandoffCard = memo(function HandoffCard({ card, taken, isChosen, isPicked, isAcceptOthers, onChoose, onPick, onSee, promisesOf }: Props) {
  const { t, name } = useWords();
  const { handoff, node } = card;
  const answer = useAnswer(handoff, node);
  const [isOpen, setOpen] = useState(false);
  const choose = () => onChoose(handoff.id);
  const shown = useSeen<HTMLLIElement>(handoff, onSee);
  const kept = useKeptFocus(taken !== null);
  // While a form is being filled in, its keys are its own.
  useKeys(
    { ...(isAcceptOthers ? {} : { a: () => answer.accept() }), r: () => answer.begin("return"), Enter: () => setOpen(!isOpen) },
    isChosen && taken === null && answer.answering === null,
  );
  return (
    <li
      ref={shown}
      className={styles.card}
      data-picked={isPicked || undefined}
      data-chosen={isChosen || undefined}
      data-settled={(taken === null && answer.isSettled) || undefined}
      data-taken={taken?.status}
      data-handoff={handoff.id}
      tabIndex={-1}
      onFocus={(event) => {
        choose();
        kept.onFocus(event);
      }}
      onBlur={kept.onBlur}
      onPointerDown={choose}
    >
      <div className={styles.head}>
        <Checkbox
          size="md"
          className={styles.pick}
          aria-label={t("handoffs.pick", { node: name(node.name) })}
          aria-keyshortcuts="x"
          checked={isPicked}
          disabled={taken !== null}
          onChange={({ nativeEvent }) => onPick(handoff.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        />
        <HandoffSummary
          card={card}
          title={<Link to={`/deals/${handoff.deal_id}?node=${node.id}`}>{name(node.name)}</Link>}
        />
      </div>
      <HandoffPackage handoff={handoff} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} promises={promisesOf(handoff)} />
      {taken ? <TakenAnswer receipt={taken} /> : null}
      {/* A form that is being filled in stays: nothing that was typed is lost, and what is typed next is no command. */}
      {taken === null || answer.answering !== null ? <AnswerArea about={name(node.name)} answer={answer} /> : null}
      {taken === null ? (
        <div>
          <SnoozeMenu handoff={handoff} />
        </div>
      ) : null}
    </li>
  );
});
