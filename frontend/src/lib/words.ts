/** Typed texts: the Chinese catalogue is the source, its keys and {parameters} are checked by the compiler. */
export type Language = "zh" | "en";

export interface Bilingual {
  zh: string;
  en: string;
}

/** The same keys as the source catalogue, with any text. */
export type SameKeys<Source> = { readonly [Key in keyof Source]: string };

/** The parameter names that a text mentions: `{name}`, or `{n|item|items}` where the number chooses the word. */
export type Parameters<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Bare}|${string}` ? Bare : Name) | Parameters<Rest>
  : never;

type Values = Readonly<Record<string, string | number>>;

const HOLE = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** Fills the holes of a text; `{n|item|items}` writes the number's word, without the number. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(HOLE, (hole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    if (one === undefined || many === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}

export function localeOf(language: Language): string {
  return language === "zh" ? "zh-CN" : "en";
}
