import { useEffect, useMemo, useRef, useState } from "react";
import { usePeople } from "@/api/people";
import { blockChoices, personChoices } from "@/features/notes/blocks";
import type { MenuHost, OpenMenu } from "@/features/notes/suggestions";
import { useWords } from "@/ui/useWords";

interface Shown {
  menu: OpenMenu | null;
  chosen: number;
}

/** The state of the menu that opens while typing, and the keys that move in it. */
export function useTypingMenu(members: readonly number[]): Shown & { host: MenuHost } {
  const { t } = useWords();
  const { people } = usePeople();
  const [shown, setShown] = useState<Shown>({ menu: null, chosen: 0 });
  const latest = useRef(shown);
  const words = useRef({ t, people, members });
  useEffect(() => {
    words.current = { t, people, members };
  }, [t, people, members]);
  const host = useMemo<MenuHost>(() => {
    const put = (next: Shown) => {
      latest.current = next;
      setShown(next);
    };
    const move = (by: number) => {
      const { menu, chosen } = latest.current;
      const count = menu?.choices.length ?? 1;
      put({ menu, chosen: (chosen + by + count) % count });
    };
    return {
      show: (menu) => put({ menu, chosen: 0 }),
      press: (event) => {
        const { menu, chosen } = latest.current;
        const choice = menu?.choices[chosen];
        if (!menu || !choice || event.isComposing) return false;
        if (event.key === "ArrowDown") move(1);
        else if (event.key === "ArrowUp") move(-1);
        else if (event.key === "Enter" || event.key === "Tab") menu.pick(choice);
        else return false;
        return true;
      },
      slash: (query) => blockChoices(query, words.current.t),
      people: (query) => personChoices(query, words.current.people, words.current.members, words.current.t),
    };
  }, []);
  return { ...shown, host };
}
