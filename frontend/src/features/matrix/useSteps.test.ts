// @vitest-environment happy-dom
/** As many steps through time as keys were pressed, also where the next moment is still asked for. */
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Moments } from "@/api/types";
import { useSteps } from "@/features/matrix/useSteps";

afterEach(cleanup);

const around = (previous: string | null, next: string | null) => ({ previous, next, ticks: [] }) as unknown as Moments;
const FIRST = around(null, "b");
const MIDDLE = around("a", "c");
const LAST = around("b", null);

interface Shown {
  at: string;
  moments: Moments | undefined;
  isBehind: boolean;
  isError?: boolean;
}

function open(first: Shown) {
  const went: string[] = [];
  const use = ({ at, moments, isBehind, isError = false }: Shown) =>
    useSteps({ at, moments: { data: moments, isPlaceholderData: isBehind, isError }, onChange: (to) => went.push(to) });
  const drawn = renderHook(use, { initialProps: first });
  return { went, drawn };
}

test("a second key waits for the neighbours of where the first one leads", () => {
  const { went, drawn } = open({ at: "", moments: around("b", null), isBehind: false });
  drawn.result.current.back();
  // The page has not even begun to show the moment before.
  drawn.result.current.back();
  expect(went).toEqual(["b"]);
  drawn.rerender({ at: "b", moments: around("b", null), isBehind: true });
  expect(went).toEqual(["b"]);
  drawn.rerender({ at: "b", moments: MIDDLE, isBehind: false });
  expect(went).toEqual(["b", "a"]);
  drawn.rerender({ at: "a", moments: FIRST, isBehind: false });
  expect(went).toEqual(["b", "a"]);
});

test("a key before the first answer is made good, and one forth takes back one back", () => {
  const { went, drawn } = open({ at: "b", moments: undefined, isBehind: false });
  drawn.result.current.back();
  drawn.result.current.back();
  drawn.result.current.forth();
  drawn.rerender({ at: "b", moments: MIDDLE, isBehind: false });
  expect(went).toEqual(["a"]);
});

test("a moment that is chosen by hand owes nothing", () => {
  const { went, drawn } = open({ at: "c", moments: undefined, isBehind: false });
  drawn.result.current.back();
  drawn.result.current.jump("");
  drawn.rerender({ at: "", moments: LAST, isBehind: false });
  expect(went).toEqual([""]);
});

test("before the first change there is nowhere to go, and after the last there is now", () => {
  const { went, drawn } = open({ at: "a", moments: FIRST, isBehind: false });
  drawn.result.current.back();
  expect(went).toEqual([]);
  drawn.rerender({ at: "c", moments: LAST, isBehind: false });
  drawn.result.current.forth();
  expect(went).toEqual([""]);
});

test("a step that is taken back before the page has gone leaves the keys alive", () => {
  const { went, drawn } = open({ at: "", moments: MIDDLE, isBehind: false });
  drawn.result.current.back();
  drawn.result.current.jump("");
  drawn.rerender({ at: "", moments: MIDDLE, isBehind: false });
  drawn.result.current.back();
  expect(went).toEqual(["a", "", "a"]);
});

test("where the moments cannot be had nothing is owed, and forth leads to now", () => {
  const { went, drawn } = open({ at: "b", moments: undefined, isBehind: false, isError: true });
  drawn.result.current.back();
  drawn.result.current.forth();
  drawn.rerender({ at: "b", moments: MIDDLE, isBehind: false });
  expect(went).toEqual([""]);
});
