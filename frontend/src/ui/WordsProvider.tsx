import { type ReactNode, createContext, useCallback, useEffect, useMemo, useState } from "react";
import { keep, recall } from "@/lib/storage";
import { type Language, localeOf } from "@/lib/words";
import { type Words, beginWords } from "@/words/catalogue";

export interface Speaking {
  language: Language;
  words: Words;
  speak: (language: Language) => void;
}

export const WordsContext = createContext<Speaking | null>(null);

/** The language chosen here before, or else the browser's. */
export function firstLanguage(): Language {
  const kept = recall("language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

interface Props {
  language: Language;
  words: Words;
  children: ReactNode;
}

/** Holds the texts of one language; another one is loaded first, so that nothing is ever shown half translated. */
export function WordsProvider({ language, words, children }: Props) {
  const [spoken, setSpoken] = useState({ language, words });
  const speak = useCallback((next: Language) => {
    keep("language", next);
    // What cannot be loaded now leaves the language as it is.
    void beginWords(next).then(
      (loaded) => setSpoken({ language: next, words: loaded }),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = localeOf(spoken.language);
  }, [spoken.language]);
  const value = useMemo(() => ({ ...spoken, speak }), [spoken, speak]);
  return <WordsContext value={value}>{children}</WordsContext>;
}
