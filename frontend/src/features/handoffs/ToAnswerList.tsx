import { IconInbox } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useMe } from "@/api/session";
import type { Card, Handoff } from "@/api/types";
import { dueGroups } from "@/features/handoffs/dueGroups";
import { HandoffCard } from "@/features/handoffs/HandoffCard";
import styles from "@/features/handoffs/ToAnswerList.module.css";
import { Empty } from "@/ui/Empty";
import { useKeys } from "@/ui/useKeys";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

/** The hand-offs that wait for me, the most urgent first; j and k move, a and r answer. */
export function ToAnswerList({ cards, promisesOf }: { cards: Card[]; promisesOf: (handoff: Handoff) => ReactNode }) {
  const { t } = useWords();
  const now = useNow();
  const me = useMe().id;
  const groups = useMemo(() => dueGroups(cards, now, me), [cards, now, me]);
  const order = useMemo(() => groups.flatMap(([, members]) => members.map(({ handoff }) => handoff.id)), [groups]);
  const [chosen, setChosen] = useState<{ id: number; place: number } | null>(null);
  // An answered card leaves; the one that takes its place is chosen next.
  const index = chosen === null ? 0 : Math.min(order.indexOf(chosen.id) === -1 ? chosen.place : order.indexOf(chosen.id), order.length - 1);
  const current = order[index] ?? null;
  const choose = (id: number) => setChosen({ id, place: order.indexOf(id) });
  const move = (step: number) => {
    const next = order[Math.max(0, Math.min(order.length - 1, index + step))];
    if (next === undefined) return;
    choose(next);
    document.querySelector<HTMLElement>(`li[data-handoff="${next}"] a`)?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  if (cards.length === 0)
    return (
      <Empty
        icon={<IconInbox aria-hidden="true" />}
        title={t("handoffs.empty_title")}
        text={t("handoffs.empty_text")}
      />
    );
  return (
    <div className={styles.groups}>
      {groups.map(([group, members]) => (
        <section key={group} aria-label={t(`handoffs.group_${group}`)}>
          <h2 className={styles.title} data-group={group}>
            {t(`handoffs.group_${group}`)} <span className={styles.count}>{members.length}</span>
          </h2>
          <ul className={styles.cards}>
            {members.map((card) => (
              <HandoffCard
                key={card.handoff.id}
                card={card}
                isChosen={card.handoff.id === current}
                onChoose={() => choose(card.handoff.id)}
                promises={promisesOf(card.handoff)}
              />
            ))}
          </ul>
        </section>
      ))}
      <p className={styles.hint}>{t("handoffs.keyboard_hint")}</p>
    </div>
  );
}
