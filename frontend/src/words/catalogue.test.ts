import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { first as firstEnglish } from "@/words/en/first";
import { later as laterEnglish } from "@/words/en/later";
import { first } from "@/words/zh/first";
import { later } from "@/words/zh/later";

const zh = { ...first, ...later };
const en = { ...firstEnglish, ...laterEnglish };
const root = fileURLToPath(new URL("..", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.(tsx?|css)$/.test(name));

function flat(words: Record<string, Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([topic, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${topic}.${name}`, text]),
    ),
  );
}

function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].toSorted();
}

test("both languages have the same keys", () => {
  expect(Object.keys(flat(en)).toSorted()).toEqual(Object.keys(flat(zh)).toSorted());
});

test.each(Object.entries(flat(zh)))("%s has the same parameters in both languages", (key, text) => {
  expect(holes(flat(en)[key] ?? "")).toEqual(holes(text));
});

test("English counts one as one wherever it counts a thing", () => {
  const texts = Object.entries(flat(en));
  const many = new Set(texts.flatMap(([, text]) => [...text.matchAll(/\{\w+\|[^|}]*\|([\w-]+s)\}/g)].map(([, word]) => word)));
  const bare = texts.filter(([, text]) => [...text.matchAll(/\{\w+\} ([\w-]+)(?: ([\w-]+))?/g)].some(([, ...after]) => after.some((word) => many.has(word))));
  expect(bare).toEqual([]);
});

test("no text is empty", () => {
  expect([...Object.entries(flat(zh)), ...Object.entries(flat(en))].filter(([, text]) => !text.trim())).toEqual([]);
});

test("English has no Chinese left in it", () => {
  expect(Object.entries(flat(en)).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
});

test("no Chinese stands outside the catalogues", () => {
  const strays = sources
    // What only tests are fed with is not shipped.
    .filter((name) => !name.startsWith("words/zh/") && !name.startsWith("testing/") && !name.includes(".test."))
    .filter((name) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(readFileSync(root + name, "utf8")));
  expect(strays).toEqual([]);
});

test("every text is used", () => {
  const code = sources
    .filter((name) => !name.startsWith("words/"))
    .map((name) => readFileSync(root + name, "utf8"))
    .join("\n");
  // Keys that are put together from a code of the server end in one of these prefixes.
  const assembled = [...code.matchAll(/`([a-z]+\.[a-z_]*)\$\{/g)]
    .map(([, prefix]) => prefix ?? "")
    .filter((prefix) => prefix.split(".")[0] !== "triangle");
  const unused = Object.keys(flat(zh)).filter(
    (key) => !code.includes(`"${key}"`) && !assembled.some((prefix) => key.startsWith(prefix)),
  );
  const whole = new Set(assembled.filter((prefix) => prefix.endsWith(".")));
  expect([...whole].toSorted()).toEqual(["activity.", "errors.", "roles."]);
  expect(unused).toEqual([]);
}, 60_000);
