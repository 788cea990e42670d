import { Link } from "react-router";
import type { Card } from "@/api/types";
import { HandoffToast } from "@/features/handoffs/HandoffToast";
import styles from "@/features/handoffs/HandoffToasts.module.css";
import { useArrivals } from "@/features/handoffs/useArrivals";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

const MOST = 3;

/** Hand-offs that arrived while this tab was open; they stay until they are answered. */
export function HandoffToasts({ cards }: { cards: Card[] | undefined }) {
  const { t } = useWords();
  const { arrived, dismiss } = useArrivals(cards);
  const shown = arrived.slice(-MOST);
  const rest = arrived.length - shown.length;
  useKeys({ F8: focusFirst }, shown.length > 0);
  return (
    <section data-unprinted className={styles.toasts} aria-label={t("handoffs.toasts")} aria-live="polite" data-empty={!shown.length}>
      {rest > 0 ? (
        <Link className={styles.more} to="/inbox">
          {t("handoffs.more_in_inbox", { n: rest })}
        </Link>
      ) : null}
      {shown.map((card) => (
        <HandoffToast key={card.handoff.id} card={card} onDismiss={() => dismiss(card.handoff.id)} />
      ))}
    </section>
  );
}

function focusFirst(): void {
  document.querySelector<HTMLElement>("[data-toast] button")?.focus();
}
