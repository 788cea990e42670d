import { usePeople } from "@/api/people";
import styles from "@/features/handoffs/TakenNews.module.css";
import { wordAnswer } from "@/features/handoffs/race";
import type { Taken } from "@/features/handoffs/useTaken";
import { useWords } from "@/ui/useWords";

/** Says to those who hear the page, once and without haste, which cards others took, as whoever sees it reads on them. */
export function TakenNews({ latest }: { latest: readonly Taken[] }) {
  const wording = useWords();
  const { nameOf } = usePeople();
  const { t, name } = wording;
  return (
    <div className={styles.hidden} role="status" data-taken-news>
      {latest.map(({ card, receipt }) => (
        <p key={card.handoff.id}>{t("handoffs.taken", { node: name(card.node.name), answer: wordAnswer(receipt, wording, nameOf) })}</p>
      ))}
    </div>
  );
}
