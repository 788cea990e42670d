// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useEdited } from "@/ui/useEdited";

afterEach(cleanup);

test("what somebody removes while it is edited does not become a new one", () => {
  const { result, rerender } = renderHook((things: { id: number; name: string }[]) => useEdited(things), {
    initialProps: [{ id: 7, name: "before" }],
  });
  act(() => result.current.edit({ id: 7, name: "before" }));
  rerender([{ id: 7, name: "after" }]);
  expect(result.current.known).toEqual({ id: 7, name: "after" });
  rerender([]);
  expect(result.current.isOpen).toBe(true);
  expect(result.current.known?.id).toBe(7);
});

test("a new one is one of none, and a closed dialog of nothing", () => {
  const { result } = renderHook(() => useEdited([{ id: 7 }]));
  expect(result.current).toMatchObject({ isOpen: false, known: null });
  act(() => result.current.edit("new"));
  expect(result.current).toMatchObject({ isOpen: true, known: null });
  act(() => result.current.close());
  expect(result.current.isOpen).toBe(false);
});
