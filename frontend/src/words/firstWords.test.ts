import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test, vi } from "vitest";
import { first } from "@/words/zh/first";
import { later } from "@/words/zh/later";

const root = fileURLToPath(new URL("..", import.meta.url));
const KEPT_BACK = Object.entries(later).flatMap(([topic, texts]) => Object.keys(texts).map((name) => `${topic}.${name}`));

/** Every module that runs before anything is opened: what main.tsx imports, and what that imports. */
function begins(from = "main.tsx", seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const [, name] of read(from).matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"@\/([^"]+)"/gms)) {
    const file = ["", ".ts", ".tsx"].map((ending) => `${name}${ending}`).find((path) => /\.tsx?$/.test(path) && existsSync(root + path));
    if (file) begins(file, seen);
  }
  return seen;
}

function read(name: string): string {
  return readFileSync(root + name, "utf8");
}

/** The texts that a module names, whole or by the beginning of their name. */
function named(module: string): string[] {
  return [...read(module).matchAll(/["`]([a-z]+\.\w*)(\$\{)?/g)].flatMap(([, start = "", isOpen]) =>
    KEPT_BACK.filter((key) => (isOpen ? key.startsWith(start) : key === start)).map((key) => `${module} says ${key}`),
  );
}

beforeEach(() => vi.resetModules());

test("what runs before anything is opened says nothing that loads later", () => {
  const modules = [...begins()];
  expect(modules.length).toBeGreaterThan(100);
  expect(modules).toContain("features/handoffs/HandoffCard.tsx");
  expect(modules.flatMap(named)).toEqual([]);
});

test("what loads later waits for its words", () => {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const bare = files.filter((name) => name !== "ui/later.tsx" && /\blazy\(/.test(read(name)) && !name.includes(".test."));
  expect(bare).toEqual([]);
});

test("no topic is in both halves", () => {
  expect(Object.keys(first).filter((topic) => topic in later)).toEqual([]);
});

test("a language begins without the words of what is opened later, and grows when that is opened", async () => {
  const { beginWords, completeWords } = await import("@/words/catalogue");
  const words = await beginWords("en");
  expect(words.shell.inbox).toBe("Inbox");
  expect(words.matrix).toBeUndefined();
  await completeWords();
  expect(words.matrix).toBeDefined();
});

test("a language that is chosen after that is whole from the first", async () => {
  const { beginWords, completeWords } = await import("@/words/catalogue");
  await beginWords("en");
  await completeWords();
  expect(Object.keys(await beginWords("zh")).toSorted()).toEqual(Object.keys({ ...first, ...later }).toSorted());
});

test("a language that is chosen while something opens is complete when that is drawn", async () => {
  const { beginWords, completeWords } = await import("@/words/catalogue");
  await beginWords("en");
  const [words] = await Promise.all([beginWords("zh"), completeWords()]);
  expect(words.matrix).toBeDefined();
});
