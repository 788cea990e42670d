import { useEffect, useRef } from "react";
import type { OpenMenu } from "@/features/notes/suggestions";
import styles from "@/features/notes/TypingMenu.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  menu: OpenMenu;
  chosen: number;
}

/** The list that a slash or an at sign opens; the keys stay in the text, so it only shows and takes clicks. */
export function TypingMenu({ menu, chosen }: Props) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const { place } = menu;
  if (!place || menu.choices.length === 0) return null;
  const isLow = place.bottom + 350 > window.innerHeight;
  const top = isLow ? { bottom: window.innerHeight - place.top + 6 } : { top: place.bottom + 6 };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={t(`notes.menu_${menu.kind}`)}
      className={styles.menu}
      style={{ ...top, left: Math.min(place.left, window.innerWidth - 240) }}
    >
      {menu.choices.map((choice, place_) => (
        <button
          key={choice.id}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={place_ === chosen}
          className={styles.choice}
          onMouseDown={(event) => {
            event.preventDefault();
            menu.pick(choice);
          }}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
