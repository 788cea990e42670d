// @vitest-environment happy-dom
/** What is typed over a thing that others change meanwhile: sent with the version that was seen, and never lost. */
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useDraft } from "@/ui/useDraft";

interface Thing {
  title: string;
  amount: number;
}

const seen = { now: { title: "seen", amount: 1 }, version: 4 };
const begin = () => renderHook(({ now, version }) => useDraft<Thing>(now, version), { initialProps: seen });

afterEach(cleanup);

test("only what was really changed is sent", () => {
  const { result } = begin();
  act(() => result.current.change({ title: "mine", amount: 1 }));
  expect(result.current.changes).toEqual({ title: "mine" });
  act(() => result.current.change({ title: "seen" }));
  expect(result.current.isChanged).toBe(false);
});

test("a change of somebody else moves neither the fields nor the version that the server is told", () => {
  const { result, rerender } = begin();
  act(() => result.current.change({ title: "mine" }));
  rerender({ now: { title: "theirs", amount: 2 }, version: 5 });
  expect(result.current.fields).toEqual({ title: "mine", amount: 1 });
  expect(result.current.version).toBe(4);
});

test("kept fields go over theirs, the others are theirs", () => {
  const { result, rerender } = begin();
  act(() => result.current.change({ title: "mine", amount: 9 }));
  rerender({ now: { title: "theirs", amount: 2 }, version: 5 });
  let sent: Partial<Thing> = {};
  act(() => {
    sent = result.current.rebase(["title"]);
  });
  expect(sent).toEqual({ title: "mine" });
  expect(result.current.fields).toEqual({ title: "mine", amount: 2 });
  expect(result.current.version).toBe(5);
});

test("what both wanted alike needs no sending", () => {
  const { result, rerender } = begin();
  act(() => result.current.change({ title: "same" }));
  rerender({ now: { title: "same", amount: 1 }, version: 5 });
  act(() => expect(result.current.rebase(["title"])).toEqual({}));
  expect(result.current.isChanged).toBe(false);
});
