// @vitest-environment happy-dom
/** What is typed while a part still loads is that part's, and no key of the page. */
import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { type ComponentType, lazy } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { TypedAhead } from "@/ui/TypedAhead";
import { useKeys } from "@/ui/useKeys";

afterEach(cleanup);

const Begun = ({ begun }: { begun: string }) => <p>begun with {begun}</p>;

/** A part that comes when it is told to. */
function late() {
  const waiting: ((part: { default: typeof Begun }) => void)[] = [];
  const Part = lazy(() => new Promise<{ default: typeof Begun }>((resolve) => waiting.push(resolve)));
  return { Part, come: () => act(async () => waiting.forEach((resolve) => resolve({ default: Begun }))) };
}

function Page({ Part, onKey, onClose }: { Part: ComponentType<{ begun: string }>; onKey: () => void; onClose: () => void }) {
  useKeys({ a: onKey });
  return (
    <MantineProvider env="test">
      <TypedAhead label="Search" onClose={onClose}>
        {(begun) => <Part begun={begun} />}
      </TypedAhead>
    </MantineProvider>
  );
}

test("letters are handed over, and none of them acts on the page", async () => {
  const [onKey, onClose] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const { Part, come } = late();
  render(<Page Part={Part} onKey={onKey} onClose={onClose} />);
  const field = screen.getByLabelText("Search");
  expect(document.activeElement).toBe(field);
  fireEvent.keyDown(field, { key: "a" });
  fireEvent.change(field, { target: { value: "acme" } });
  await come();
  expect(screen.getByText("begun with acme")).toBeTruthy();
  expect([onKey.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 0]);
});

test("a word that is being composed is composed to its end", async () => {
  const { Part, come } = late();
  render(<Page Part={Part} onKey={() => undefined} onClose={() => undefined} />);
  const field = screen.getByLabelText<HTMLInputElement>("Search");
  fireEvent.compositionStart(field);
  fireEvent.change(field, { target: { value: "hua" } });
  await come();
  expect(document.activeElement).toBe(field);
  expect(screen.queryByText(/begun with/)).toBeNull();
  // Some browsers say the word with its end only.
  field.value = "华";
  await act(async () => void fireEvent.compositionEnd(field));
  expect(screen.getByText("begun with 华")).toBeTruthy();
  expect(screen.queryByLabelText("Search")).toBeNull();
});

test("Escape gives up waiting", () => {
  const onClose = vi.fn<() => void>();
  render(<Page Part={late().Part} onKey={() => undefined} onClose={onClose} />);
  fireEvent.keyDown(screen.getByLabelText("Search"), { key: "Escape" });
  expect(onClose).toHaveBeenCalledTimes(1);
});
