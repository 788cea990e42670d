import type { Language, Parameters, SameKeys } from "@/lib/words";
import type { zh } from "@/words/zh/all";

type Source = typeof zh;

/** The texts of one language: exactly the topics and keys of the Chinese source. */
export type Words = { readonly [Topic in keyof Source]: SameKeys<Source[Topic]> };

export type Key = { [Topic in keyof Source & string]: `${Topic}.${keyof Source[Topic] & string}` }[keyof Source &
  string];

type TextOf<K extends Key> = K extends `${infer Topic extends keyof Source & string}.${infer Name}`
  ? Name extends keyof Source[Topic]
    ? Source[Topic][Name]
    : never
  : never;

export type ParametersOf<K extends Key> = Parameters<TextOf<K>>;

export async function loadWords(language: Language): Promise<Words> {
  if (language === "zh") return (await import("@/words/zh/all")).zh;
  return (await import("@/words/en/all")).en;
}
