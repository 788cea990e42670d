import { Button } from "@mantine/core";
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconLock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { NoteProvider } from "@/features/notes/provider";
import type { Barrier, NoteState } from "@/features/notes/said";
import styles from "@/features/notes/NoteStatus.module.css";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  state: NoteState;
  provider: NoteProvider;
  text: () => string;
  renew: () => void;
}

const ICONS = { opening: IconCloudUp, saving: IconCloudUp, saved: IconCloudCheck, offline: IconCloudOff };

const OVER: readonly Barrier[] = ["epoch", "too_big", "unreadable", "failed"];

/** Whether what is typed is safe, who else is here, and why a note can only be read. */
export function NoteStatus({ state, provider, text, renew }: Props) {
  const { t, list } = useWords();
  const others = useOthers(provider);
  // Nothing is saved or heard any more: only what stands here can be copied.
  const isOver = state.barrier !== null && OVER.includes(state.barrier);
  const Icon = ICONS[state.saved];
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    say(t("notes.copied"));
  };
  return (
    <div className={styles.line}>
      {isOver ? null : (
        <output className={styles.saved} data-saved={state.saved}>
          <Icon size={16} aria-hidden="true" />
          {t(`notes.saved_${state.saved}`)}
        </output>
      )}
      {others.length > 0 ? <span className={styles.others}>{t("notes.with", { people: list(others) })}</span> : null}
      {state.isLarge ? <span className={styles.warning}>{t("notes.large")}</span> : null}
      {state.barrier && state.saved !== "opening" ? (
        <p className={styles.barrier} role="status" data-barrier={state.barrier}>
          <span className={styles.reason}>
            <IconLock size={16} aria-hidden="true" />
            {t(`notes.barrier_${state.barrier}`)}
          </span>
          {isOver || state.barrier === "frozen" ? (
            <Button size="compact-sm" variant="default" onClick={() => void copy()}>
              {t("notes.copy_text")}
            </Button>
          ) : null}
          {state.barrier === "epoch" ? (
            <Button size="compact-sm" variant="default" onClick={renew}>
              {t("notes.renew")}
            </Button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

/** The names of the others who have this note open, each once. */
function useOthers({ awareness }: NoteProvider): string[] {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const read = () => {
      const states = [...awareness.getStates()].filter(([client]) => client !== awareness.clientID);
      const found = states.map(([, state]) => (state.user as { name?: string } | undefined)?.name ?? "");
      setNames([...new Set(found.filter(Boolean))].toSorted());
    };
    read();
    awareness.on("change", read);
    return () => awareness.off("change", read);
  }, [awareness]);
  return names;
}
