import type { Language, Parameters, SameKeys } from "@/lib/words";
import type { first } from "@/words/zh/first";
import type { later } from "@/words/zh/later";

type Same<Topics> = { readonly [Topic in keyof Topics]: SameKeys<Topics[Topic]> };
type Source = typeof first & typeof later;

/** The texts of one language: exactly the topics and keys of the Chinese source. */
export type FirstWords = Same<typeof first>;
export type LaterWords = Same<typeof later>;
export type Words = FirstWords & LaterWords;

export type Key = { [Topic in keyof Source & string]: `${Topic}.${keyof Source[Topic] & string}` }[keyof Source &
  string];

type TextOf<K extends Key> = K extends `${infer Topic extends keyof Source & string}.${infer Name}`
  ? Name extends keyof Source[Topic]
    ? Source[Topic][Name]
    : never
  : never;

export type ParametersOf<K extends Key> = Parameters<TextOf<K>>;

/** What is loaded of each language. Whoever holds a language sees it grow, so that nothing is drawn anew for it. */
const loaded: Record<Language, Partial<Words>> = { zh: {}, en: {} };
const begun = new Set<Language>();
let isLaterNeeded = false;

/** Loads what the first screen says in a language, and the rest when something is open that needs it. */
export async function beginWords(language: Language): Promise<Words> {
  const words = await (isLaterNeeded ? loadWords(language) : loadFirst(language));
  // Only now: a language that does not come must not hold up what is said in another.
  begun.add(language);
  return isLaterNeeded ? loadWords(language) : words;
}

/** Has the rest of a language travel beside its first words; whoever needs it loads it, and hears when it does not come. */
export function fetchRest(language: Language): void {
  void laterOf(language).catch(() => undefined);
}

/** Loads everything that is said in a language. */
export async function loadWords(language: Language): Promise<Words> {
  return Object.assign(loaded[language], ...(await Promise.all([firstOf(language), laterOf(language)]))) as Words;
}

/** Loads the rest of every language that somebody has begun with; a part that loads later waits for it. */
export async function completeWords(): Promise<void> {
  isLaterNeeded = true;
  await Promise.all([...begun].map(loadWords));
}

async function loadFirst(language: Language): Promise<Words> {
  return Object.assign(loaded[language], await firstOf(language)) as Words;
}

async function firstOf(language: Language): Promise<FirstWords> {
  return (await (language === "zh" ? import("@/words/zh/first") : import("@/words/en/first"))).first;
}

async function laterOf(language: Language): Promise<LaterWords> {
  return (await (language === "zh" ? import("@/words/zh/later") : import("@/words/en/later"))).later;
}
