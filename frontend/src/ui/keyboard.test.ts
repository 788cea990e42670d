import { expect, test, vi } from "vitest";
import { allowSingleKeys, isBusy } from "@/ui/keyboard";

const target = { isContentEditable: false, closest: () => null };
const key = (name: string, more: object = {}) =>
  ({ key: name, isComposing: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false, target, ...more }) as never;

test("a single key does nothing when they are switched off, and others still do", () => {
  vi.stubGlobal("document", { querySelector: () => null });
  expect(isBusy(key("a"))).toBe(false);
  allowSingleKeys(false);
  expect(isBusy(key("a"))).toBe(true);
  expect(isBusy(key("F8"))).toBe(false);
  allowSingleKeys(true);
  vi.unstubAllGlobals();
});

test("nothing happens while somebody composes, types or holds a modifier", () => {
  vi.stubGlobal("document", { querySelector: () => null });
  for (const more of [{ isComposing: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }])
    expect(isBusy(key("a", more))).toBe(true);
  expect(isBusy(key("a", { target: { ...target, closest: () => ({}) } }))).toBe(true);
  vi.unstubAllGlobals();
});

test("Enter on a button or a link is its own, a letter there is not", () => {
  vi.stubGlobal("document", { querySelector: () => null });
  const onButton = { target: { ...target, closest: (names: string) => (names.includes("button") ? {} : null) } };
  expect(isBusy(key("Enter", onButton))).toBe(true);
  expect(isBusy(key("a", onButton))).toBe(false);
  expect(isBusy(key("Enter"))).toBe(false);
  vi.unstubAllGlobals();
});
