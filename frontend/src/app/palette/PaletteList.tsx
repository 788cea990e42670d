import { type KeyboardEvent, useEffect, useRef } from "react";
import { GROUPS, type Item } from "@/app/palette/items";
import styles from "@/app/palette/Palette.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  items: Item[];
  current: Item | undefined;
  onTake: (item: Item) => void;
  onPress: (event: KeyboardEvent) => void;
}

/** The lines under what was typed, by group. */
export function PaletteList({ items, current, onTake, onPress }: Props) {
  const { t } = useWords();
  const groups = GROUPS.map((group) => ({ group, lines: items.filter((item) => item.group === group) }));
  return (
    <div
      role="listbox"
      id="palette-list"
      className={styles.list}
      tabIndex={0}
      aria-label={t("palette.title")}
      aria-activedescendant={current ? `palette-${items.indexOf(current)}` : undefined}
      onKeyDown={onPress}
    >
      {groups
        .filter(({ lines }) => lines.length > 0)
        .map(({ group, lines }) => (
          <div key={group} role="group" aria-labelledby={`palette-group-${group}`}>
            <p className={styles.group} id={`palette-group-${group}`}>
              {t(`palette.group_${group}`)}
            </p>
            {lines.map((item) => (
              <Line key={item.id} item={item} place={items.indexOf(item)} isChosen={item === current} onTake={onTake} />
            ))}
          </div>
        ))}
    </div>
  );
}

interface LineProps {
  item: Item;
  place: number;
  isChosen: boolean;
  onTake: (item: Item) => void;
}

function Line({ item, place, isChosen, onTake }: LineProps) {
  const Icon = item.icon;
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <button
      ref={line}
      type="button"
      role="option"
      id={`palette-${place}`}
      aria-selected={isChosen}
      tabIndex={-1}
      className={styles.line}
      onClick={() => onTake(item)}
    >
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <span className={styles.label}>{item.label}</span>
      {item.detail ? <span className={styles.detail}>{item.detail}</span> : null}
      {item.keys ? <kbd className={styles.key}>{item.keys}</kbd> : null}
    </button>
  );
}
