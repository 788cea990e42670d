// @vitest-environment happy-dom
/** What was typed after a change was sent is neither overwritten by its refusal nor thrown away by choosing mine. */
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useEvidenceDraft } from "@/features/nodes/useEvidenceDraft";
import { useNoteDraft } from "@/features/nodes/useNoteDraft";

afterEach(cleanup);

const words = (text: string) => ({ kind: "text" as const, text, url: "" });

test("a note that is put together by hand after a conflict is what is sent as mine, and stays until it is there", () => {
  const { result, rerender } = renderHook((note: string) => useNoteDraft({ note }), { initialProps: "" });
  act(() => result.current.type("mine"));
  const { change, typed } = result.current.wish();
  expect(change).toEqual({ note: "mine" });
  // It shows at once, is refused, and theirs is there instead.
  rerender("mine");
  rerender("theirs");
  act(() => typed.restore());
  expect(result.current.note).toBe("mine");
  act(() => result.current.type("mine and theirs"));
  const again = typed.now(change);
  expect(again?.change).toEqual({ note: "mine and theirs" });
  act(() => typed.drop());
  expect(result.current.note).toBe("mine and theirs");
  act(() => again?.typed.drop());
  expect(result.current.note).toBe("theirs");
});

test("a refusal gives nothing back over what was typed since", () => {
  const note = renderHook(() => useNoteDraft({ note: "" }));
  act(() => note.result.current.type("first"));
  const sent = note.result.current.wish();
  act(() => note.result.current.type("second"));
  act(() => sent.typed.restore());
  expect(note.result.current.note).toBe("second");
  const proof = renderHook(() => useEvidenceDraft([]));
  act(() => proof.result.current.type({ text: "first" }));
  const added = proof.result.current.wish();
  act(() => added.typed.drop());
  act(() => proof.result.current.type({ text: "second" }));
  act(() => added.typed.restore());
  expect(proof.result.current.words.text).toBe("second");
});

test("evidence that was typed on after a conflict takes the place of what was refused", () => {
  const { result } = renderHook(() => useEvidenceDraft([words("there")]));
  act(() => result.current.type({ text: "mine" }));
  const { change, typed } = result.current.wish();
  act(() => typed.drop());
  expect(result.current.words.text).toBe("");
  act(() => typed.restore());
  act(() => result.current.type({ text: "mine, better" }));
  const again = typed.now(change);
  expect(again?.change).toEqual({ evidence: [words("there"), words("mine, better")] });
  act(() => typed.drop());
  expect(result.current.words.text).toBe("mine, better");
  act(() => again?.typed.drop());
  expect(result.current.words.text).toBe("");
});

test("a form that is gone has nothing to say about what was refused", () => {
  const { result, unmount } = renderHook(() => useNoteDraft({ note: "" }));
  act(() => result.current.type("mine"));
  const { change, typed } = result.current.wish();
  unmount();
  expect(typed.now(change)).toBeUndefined();
});

test("whoever shows what is refused beside theirs is told of each letter typed on, and of the form's end", () => {
  const { result, unmount } = renderHook(() => useNoteDraft({ note: "" }));
  act(() => result.current.type("mine"));
  const { change, typed } = result.current.wish();
  const shown: unknown[] = [];
  const stop = typed.watch(() => shown.push(typed.now(change)?.change.note));
  act(() => result.current.type("mine and"));
  act(() => result.current.type("mine and theirs"));
  expect(shown.at(-1)).toBe("mine and theirs");
  unmount();
  expect(shown.at(-1)).toBeUndefined();
  const heard = shown.length;
  stop();
  expect(shown).toHaveLength(heard);
});
