// @vitest-environment happy-dom
/** A form that stays open after a save neither loses what was typed since nor fights with its own save. */
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useDraft } from "@/ui/useDraft";
import { type Saved, useFollowing } from "@/ui/useFollowing";

afterEach(() => {
  cleanup();
  forget.mockReset();
});

interface Fields {
  name: string;
  zone: string;
}

interface Props {
  now: Fields;
  version: number;
  saved: Saved<Fields> | null;
  /** The version that a refused save was sent over. */
  over?: number;
}

const forget = vi.fn<() => void>();

function open(first: Props) {
  return renderHook(
    ({ now, version, saved, over }: Props) => {
      const draft = useDraft(now, version);
      const isBehind = useFollowing(draft, version, saved, { over, forget });
      return { ...draft, isBehind };
    },
    { initialProps: first },
  );
}

const THERE = { name: "Li", zone: "Asia/Shanghai" };

test("a form that nobody types in shows what others have changed", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });

  rerender({ now: { ...THERE, zone: "UTC" }, version: 2, saved: null });

  expect([result.current.fields.zone, result.current.version]).toEqual(["UTC", 2]);
});

test("what is typed stays on what it was typed over, so that the server can say who was faster", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee" }));

  rerender({ now: { ...THERE, zone: "UTC" }, version: 2, saved: null });

  expect([result.current.changes, result.current.version]).toEqual([{ name: "Lee" }, 1]);
});

test("after a save the form goes on from it, with what was typed since", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee" }));
  const saved = { version: 2, sent: { name: "Lee" } };
  act(() => result.current.change({ zone: "UTC" }));

  rerender({ now: THERE, version: 1, saved });
  expect(result.current.version).toBe(1);
  rerender({ now: { ...THERE, name: "Lee" }, version: 2, saved });

  expect([result.current.changes, result.current.version]).toEqual([{ zone: "UTC" }, 2]);
});

test("while what was saved is on its way back, nothing more is sent over what is gone", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee" }));
  const saved = { version: 2, sent: { name: "Lee" } };

  rerender({ now: THERE, version: 1, saved });
  expect([result.current.isChanged, result.current.isBehind]).toEqual([true, true]);
  rerender({ now: { ...THERE, name: "Lee" }, version: 2, saved });

  expect([result.current.isChanged, result.current.isBehind]).toEqual([false, false]);
});

test("a refusal stands while there is something to choose, and is forgotten when the field is put back", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee" }));
  rerender({ now: { ...THERE, zone: "UTC" }, version: 2, saved: null, over: 1 });
  expect([result.current.version, forget.mock.calls.length]).toEqual([1, 0]);

  act(() => result.current.change({ name: "Li" }));

  expect(result.current.version).toBe(2);
  expect(forget).toHaveBeenCalled();
});

test("a second save that was refused is forgotten when the first has come back, also when its refusal comes later", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee" }));
  const after = { now: { ...THERE, name: "Lee" }, version: 2, saved: { version: 2, sent: { name: "Lee" } } };
  rerender(after);
  expect(forget).not.toHaveBeenCalled();

  rerender({ ...after, over: 1 });

  expect(forget).toHaveBeenCalled();
});

test("a name with space around it is saved once", () => {
  const { result, rerender } = open({ now: THERE, version: 1, saved: null });
  act(() => result.current.change({ name: "Lee " }));

  rerender({ now: { ...THERE, name: "Lee" }, version: 2, saved: { version: 2, sent: { name: "Lee" } } });

  expect([result.current.isChanged, result.current.fields.name, result.current.version]).toEqual([false, "Lee", 2]);
});
