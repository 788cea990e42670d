import { IconSend } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Card } from "@/api/types";
import { HandoffAnswers } from "@/features/handoffs/HandoffAnswers";
import { HandoffSummary } from "@/features/handoffs/HandoffSummary";
import styles from "@/features/handoffs/SentList.module.css";
import { Empty } from "@/ui/Empty";
import { useGrowing } from "@/ui/useGrowing";
import { useWords } from "@/ui/useWords";

/** What I handed to others and how they answered. */
export function SentList({ cards }: { cards: Card[] }) {
  const { t, name } = useWords();
  const { grown, end } = useGrowing<HTMLDivElement>(cards.length);
  if (cards.length === 0)
    return (
      <Empty icon={<IconSend aria-hidden="true" />} title={t("handoffs.sent_empty")} text={t("handoffs.sent_empty_text")} />
    );
  return (
    <>
      <ul className={styles.cards}>
        {cards.slice(0, grown).map((card) => (
          <li key={card.handoff.id} className={styles.card}>
            <HandoffSummary
              card={card}
              title={<Link to={`/deals/${card.handoff.deal_id}?node=${card.node.id}`}>{name(card.node.name)}</Link>}
            />
            <HandoffAnswers handoff={card.handoff} />
          </li>
        ))}
      </ul>
      <div ref={end} />
    </>
  );
}
