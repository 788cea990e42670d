import { expect, test } from "vitest";
import type { ChecklistItem, Evidence } from "@/api/types";
import { over } from "@/features/nodes/over";

const words = (text: string): Evidence => ({ kind: "text", text, url: "" });
const item = (...texts: string[]) => ({ evidence: texts.map(words) }) as ChecklistItem;

test("evidence that I add is added to what others added meanwhile", () => {
  const wish = { item: item("a"), change: { evidence: ["a", "mine"].map(words) } };
  expect(over(item("a", "theirs"), wish)).toEqual({ evidence: ["a", "theirs", "mine"].map(words) });
});

test("evidence that I remove is gone from theirs, and what they removed stays away", () => {
  const wish = { item: item("a", "b", "c"), change: { evidence: ["b", "c"].map(words) } };
  expect(over(item("a", "b", "d"), wish)).toEqual({ evidence: ["b", "d"].map(words) });
});

test("what both added stands there once", () => {
  const wish = { item: item(), change: { evidence: [words("same")] } };
  expect(over(item("same"), wish)).toEqual({ evidence: [words("same")] });
});

test("other fields are mine as I wanted them", () => {
  expect(over(item("a"), { item: item(), change: { note: "mine" } })).toEqual({ note: "mine" });
});
