import { IconArrowUp } from "@tabler/icons-react";
import styles from "@/ui/NewRowsPill.module.css";
import { useWords } from "@/ui/useWords";

/** Says how many rows wait above, over the list and pushing nothing; a click goes up to them. */
export function NewRowsPill({ held }: { held: number }) {
  const { t } = useWords();
  return (
    <output className={styles.place}>
      {held > 0 ? (
        <button type="button" className={styles.pill} data-new-rows={held} onClick={goUp}>
          <IconArrowUp size={16} aria-hidden="true" />
          {t("common.new_rows", { n: held })}
        </button>
      ) : null}
    </output>
  );
}

function goUp(): void {
  window.scrollTo({ top: 0 });
  // The button leaves with the rows it spoke of; the keyboard goes on at the top of the page.
  document.querySelector<HTMLElement>("#content")?.focus({ preventScroll: true });
}
