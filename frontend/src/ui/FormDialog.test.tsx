// @vitest-environment happy-dom
/** A dialog has the focus with its first picture: the key after the one that opened it is the dialog's. */
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useState } from "react";
import { FormDialog } from "@/ui/FormDialog";
import { WordsProvider } from "@/ui/WordsProvider";
import { beginWords } from "@/words/catalogue";

afterEach(cleanup);

function Opens({ isFilled }: { isFilled: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {isOpen ? (
        <FormDialog title="Title" act="Send" isFilled={isFilled} isReady isBusy={false} problem={null} onSubmit={close} onClose={close}>
          <input aria-label="First" />
          <input aria-label="Field" data-autofocus={isFilled ? undefined : true} />
        </FormDialog>
      ) : null}
    </>
  );
}

test.each([
  [false, "Field"],
  [true, "Send"],
])("filled in already: %s", async (isFilled, name) => {
  const words = await beginWords("en");
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <Opens isFilled={isFilled} />
      </WordsProvider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByText("Open"));
  // Nothing is waited for: whoever types goes on at once.
  const focused = document.activeElement;
  expect(focused?.getAttribute("aria-label") ?? focused?.textContent).toBe(name);

  // What is typed further down stays there.
  const first = screen.getByLabelText("First");
  first.focus();
  fireEvent.change(first, { target: { value: "typed" } });
  expect(document.activeElement).toBe(first);
});
