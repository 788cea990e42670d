import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useNavigate } from "react-router";
import { type Item, step } from "@/app/palette/items";
import styles from "@/app/palette/Palette.module.css";
import { PaletteList } from "@/app/palette/PaletteList";
import { remember } from "@/app/palette/recent";
import { usePaletteItems } from "@/app/palette/usePaletteItems";
import { useMe } from "@/api/session";
import { useProblem } from "@/api/useProblem";
import { useSearch } from "@/features/search/api";
import { Problem } from "@/ui/Problem";
import { focusAtEnd } from "@/ui/TypedAhead";
import { useWords } from "@/ui/useWords";

const PAUSE = 120;

interface Props {
  /** What was typed before it was there. */
  begun: string;
  onClose: () => void;
  openRoom: () => void;
  showKeys: () => void;
}

/** Goes anywhere and does anything by a few letters; arrows and Enter are all it needs. */
export function Palette({ begun, onClose, openRoom, showKeys }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const navigate = useNavigate();
  const me = useMe();
  const [text, setText] = useState(begun);
  const [chosen, setChosen] = useState(0);
  const typed = text.trim();
  const [q] = useDebouncedValue(typed, PAUSE);
  const found = useSearch(typed === "" ? "" : q);
  const items = usePaletteItems(typed, typed === "" ? [] : (found.data?.data ?? []), { openRoom, showKeys });
  const isLooking = typed !== "" && (q !== typed || found.isFetching);
  const current = items[Math.min(chosen, items.length - 1)];
  const take = (item: Item) => {
    onClose();
    item.act?.();
    if (item.to === undefined) return;
    if (item.group !== "pages")
      remember(me.id, { to: item.to, label: item.label, detail: item.detail ?? "", kind: item.id.split(" ")[0] ?? "" });
    void navigate(item.to);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) setChosen((at) => step(Math.min(at, items.length - 1), by, items.length));
    else if (event.key === "Enter" && current && !(isLooking && items.length === 0)) take(current);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={onClose} size="lg" padding={0} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t("palette.title")}>
      <div className={styles.ask}>
        <IconSearch size={20} aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={current ? `palette-${items.indexOf(current)}` : undefined}
          aria-label={t("palette.title")}
          placeholder={t("palette.hint")}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          data-autofocus
          ref={focusAtEnd}
          value={text}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
        />
        <kbd className={styles.key}>Esc</kbd>
      </div>
      {found.error && typed !== "" ? <Problem text={problem(found.error)} /> : null}
      <PaletteList items={items} current={current} onTake={take} onPress={press} />
      <output className={styles.state}>
        {isLooking ? t("palette.looking") : items.length === 0 ? t("palette.nothing", { q: typed }) : t("palette.help")}
      </output>
      </Modal.Content>
    </Modal.Root>
  );
}
