// @vitest-environment happy-dom
/** A part that is on screen answers to its keys at once, however long the rest of the page still takes. */
import { cleanup, render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { useGoKeys } from "@/ui/useGoKeys";
import { useKeys } from "@/ui/useKeys";

afterEach(cleanup);

function Part({ onKey, onGo }: { onKey: () => void; onGo: () => void }) {
  useKeys({ h: onKey });
  useGoKeys({ c: onGo });
  return <p>here</p>;
}

/** Presses keys in the very commit that shows the part: nothing has been painted yet. */
function Hasty({ keys, onKey, onGo }: { keys: string[]; onKey: () => void; onGo: () => void }) {
  useLayoutEffect(() => {
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }, [keys]);
  return <Part onKey={onKey} onGo={onGo} />;
}

test.each([
  [["h"], 1, 0],
  [["g", "c"], 0, 1],
])("%j is heard", (keys, key, go) => {
  const [onKey, onGo] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(<Hasty keys={keys} onKey={onKey} onGo={onGo} />);
  expect([onKey.mock.calls.length, onGo.mock.calls.length]).toEqual([key, go]);
});
