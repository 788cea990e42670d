import { use, useMemo } from "react";
import { fullAmount, shortAmount } from "@/lib/money";
import { clock, day, distance, moment, span } from "@/lib/time";
import { type Bilingual, type Language, fill } from "@/lib/words";
import { WordsContext } from "@/ui/WordsProvider";
import type { Key, ParametersOf, Words } from "@/words/catalogue";

type Arguments<K extends Key> = [ParametersOf<K>] extends [never]
  ? []
  : [values: Record<ParametersOf<K>, string | number>];

/** Returns the text of a key in the language on screen; the compiler asks for its parameters. */
export type Say = <K extends Key>(key: K, ...values: Arguments<K>) => string;

export interface Wording {
  language: Language;
  speak: (language: Language) => void;
  t: Say;
  /** Looks a text up by a name that only the server knows; null when there is none. */
  find: (key: string, values?: Record<string, string | number>) => string | null;
  name: (both: Bilingual) => string;
  /** An amount that is not shown to this reader is worded as nothing. */
  amount: (value: number | null, currency: string) => string;
  wholeAmount: (value: number | null, currency: string) => string;
  moment: (at: string) => string;
  clock: (at: string) => string;
  day: (on: string) => string;
  distance: (at: string) => string;
  span: (milliseconds: number) => string;
  list: (items: string[]) => string;
}

export function useWords(): Wording {
  const spoken = use(WordsContext);
  if (!spoken) throw new Error("useWords needs a WordsProvider");
  const { language, words, speak } = spoken;
  return useMemo(() => wording(language, words, speak), [language, words, speak]);
}

function wording(language: Language, words: Words, speak: (language: Language) => void): Wording {
  const find: Wording["find"] = (key, values) => {
    const text = lookUp(words, key);
    return text === null ? null : fill(text, values);
  };
  return {
    language,
    speak,
    find,
    t: (key, ...values) => find(key, values[0]) ?? key,
    name: (both) => both[language] || both.zh,
    amount: (value, currency) => (value === null ? "" : shortAmount(value, currency, language)),
    wholeAmount: (value, currency) => (value === null ? "" : fullAmount(value, currency, language)),
    moment: (at) => moment(at, language),
    clock: (at) => clock(at, language),
    day: (on) => day(on, language),
    distance: (at) => distance(at, language),
    span: (milliseconds) => span(milliseconds, language),
    list: (items) => new Intl.ListFormat(language, { type: "conjunction" }).format(items),
  };
}

function lookUp(words: Words, key: string): string | null {
  const [topic = "", name = ""] = key.split(".");
  const texts: Readonly<Record<string, string>> | undefined = (words as Record<string, Record<string, string>>)[topic];
  return texts?.[name] ?? null;
}
