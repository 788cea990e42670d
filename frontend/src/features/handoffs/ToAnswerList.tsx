import { IconInbox } from "@tabler/icons-react";
import { type ReactNode, Suspense, useMemo } from "react";
import { useMe } from "@/api/session";
import type { Card, Handoff } from "@/api/types";
import { dueGroups, firstOf } from "@/features/handoffs/dueGroups";
import { HandoffCard } from "@/features/handoffs/HandoffCard";
import { PickBar } from "@/features/handoffs/PickBar";
import { TakenNews } from "@/features/handoffs/TakenNews";
import styles from "@/features/handoffs/ToAnswerList.module.css";
import { useAcceptMany } from "@/features/handoffs/useAcceptMany";
import { useChosen } from "@/features/handoffs/useChosen";
import { usePicked } from "@/features/handoffs/usePicked";
import { useSeeing } from "@/features/handoffs/useSeen";
import { useTaken } from "@/features/handoffs/useTaken";
import { useLine } from "@/realtime/useLine";
import { Empty } from "@/ui/Empty";
import { later } from "@/ui/later";
import { NewRowsPill } from "@/ui/NewRowsPill";
import { useGrowing } from "@/ui/useGrowing";
import { useKeys } from "@/ui/useKeys";
import { useNewRows } from "@/ui/useNewRows";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

const AHEAD = 10;
// A dialog weighs more than the whole list, and seldom one accepts many at once.
const AcceptedDialog = later(() => import("@/features/handoffs/AcceptedDialog").then((file) => file.AcceptedDialog));
const PutOffMenu = later(() => import("@/features/handoffs/PutOffMenu").then((file) => file.PutOffMenu));

/** The hand-offs that wait for me, the most urgent first; j and k move, x picks, a and r answer. What another takes stays, grey. */
export function ToAnswerList({ cards, promisesOf }: { cards: Card[]; promisesOf: (handoff: Handoff) => ReactNode }) {
  const { t } = useWords();
  const now = useNow();
  const me = useMe().id;
  const isOffline = useLine() === "offline";
  const { shown, held } = useNewRows(cards, { keyOf: ({ handoff }) => String(handoff.id), endsGrow: false });
  const { taken, latest } = useTaken(shown);
  const takenBy = useMemo(() => new Map(taken.map(({ card, receipt }) => [card.handoff.id, receipt])), [taken]);
  const listed = useMemo(() => [...shown, ...taken.map(({ card }) => card)], [shown, taken]);
  const groups = useMemo(() => dueGroups(listed, now, me), [listed, now, me]);
  const order = useMemo(() => groups.flatMap(([, members]) => members.map(({ handoff }) => handoff.id)), [groups]);
  const waiting = useMemo(() => order.filter((id) => !takenBy.has(id)), [order, takenBy]);
  const waits = (id: number) => !takenBy.has(id);
  const { index, current, choose, move } = useChosen(order, waits);
  const { grown, end } = useGrowing<HTMLDivElement>(order.length);
  // The keys reach further than the eye, one card after the other.
  const begun = firstOf(groups, Math.max(grown, index + AHEAD), ({ handoff }) => waits(handoff.id));
  const see = useSeeing();
  const { picked, toggle, pickAll, clear } = usePicked(waiting);
  const many = useAcceptMany();
  const pickedCards = groups.flatMap(([, members]) => members).filter(({ handoff }) => picked.has(handoff.id));
  const acceptPicked = () => {
    many.accept(pickedCards);
    clear();
  };
  useKeys({ j: () => move(1), k: () => move(-1), x: () => current !== null && waits(current) && toggle(current) });
  useKeys({ a: acceptPicked }, picked.size > 0 && !isOffline);
  useKeys({ Escape: clear }, picked.size > 0);
  const closeResults = () => {
    many.close();
    focusCard(current);
  };
  const results = many.outcomes ? (
    <Suspense>
      <AcceptedDialog outcomes={many.outcomes} isRetrying={many.isRetrying} onClose={closeResults} />
    </Suspense>
  ) : null;
  if (cards.length === 0 && taken.length === 0)
    return (
      <>
        <Empty
          icon={<IconInbox aria-hidden="true" />}
          title={t("handoffs.empty_title")}
          text={t("handoffs.empty_text")}
        />
        {results}
      </>
    );
  return (
    <div className={styles.groups}>
      {results}
      <NewRowsPill held={held} />
      <TakenNews latest={latest} />
      {/* As long as there were several: a bar that went would pull the cards up. */}
      {picked.size > 0 || order.length > 1 ? (
        <PickBar
          picked={picked.size}
          all={waiting.length}
          onPickAll={pickAll}
          onClear={clear}
          onAccept={acceptPicked}
          later={
            <Suspense>
              <PutOffMenu cards={pickedCards} isOffline={isOffline} onPutOff={clear} />
            </Suspense>
          }
        />
      ) : null}
      {begun.map(([group, members, all]) => (
        <section key={group} aria-label={t(`handoffs.group_${group}`)}>
          <h2 className={styles.title} data-group={group}>
            {t(`handoffs.group_${group}`)} <span className={styles.count}>{all}</span>
          </h2>
          <ul className={styles.cards}>
            {members.map((card) => (
              <HandoffCard
                key={card.handoff.id}
                card={card}
                taken={takenBy.get(card.handoff.id) ?? null}
                isChosen={card.handoff.id === current}
                isPicked={picked.has(card.handoff.id)}
                isAcceptOthers={picked.size > 0}
                onChoose={choose}
                onPick={toggle}
                onSee={see}
                promisesOf={promisesOf}
              />
            ))}
          </ul>
        </section>
      ))}
      <p className={styles.hint}>{t("handoffs.keyboard_hint")}</p>
      {/* Not the hint: where nobody has keys it has no box, and what has none never comes near the screen. */}
      <div ref={end} />
    </div>
  );
}

/** The button that was pressed is gone: one goes on with the card that is chosen, or from the top of the page. */
function focusCard(id: number | null): void {
  const heading = document.querySelector<HTMLElement>("h1");
  if (heading) heading.tabIndex = -1;
  (document.querySelector<HTMLElement>(`li[data-handoff="${id}"]`) ?? heading)?.focus({ preventScroll: true });
}
