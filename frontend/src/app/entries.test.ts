/** The replay law: a value read before, plus the entries, is the value read after. pytest writes the files. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Entry } from "@/api/types";
import { entryTypes } from "@/app/entries";
import { EVERY, kindsOf, reduce } from "@/realtime/apply";

interface Golden {
  name: string;
  kind: string;
  before: unknown;
  entries: Entry[];
  after: unknown;
}

const folder = fileURLToPath(new URL("../../../tests/contract/", import.meta.url));
const golden = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(folder + name, "utf8")) as Golden)
  : [];

test("there are golden files", () => {
  expect(golden.length).toBeGreaterThan(0);
});

describe("replay", () => {
  test.each(golden.map((file) => [file.name, file] as const))("%s", (_, { kind, before, entries, after }) => {
    const value = entries.reduce((known, entry) => reduce(entryTypes, kind, known, entry), before);
    expect(value).toEqual(after);
  });
});

const replayed = new Set(golden.flatMap(({ entries }) => entries.map(({ type }) => type)));

test.each(Object.keys(entryTypes).filter((type) => type !== EVERY))("%s has a golden file", (type) => {
  expect(replayed).toContain(type);
});

test.each([...replayed])("%s is known: some kind of value follows it", (type) => {
  expect(Object.keys(entryTypes)).toContain(type);
});

test("every golden file is of a kind that reducers keep", () => {
  const kinds = kindsOf(entryTypes);
  expect(golden.filter(({ kind }) => !kinds.has(kind)).map(({ name }) => name)).toEqual([]);
});

test("every golden file tells the type it is called after", () => {
  for (const { name, kind, entries } of golden) expect(entries.map(({ type }) => `${kind}-${type}`)).toContain(name);
});
