// @vitest-environment happy-dom
/** A small dialog is closed by Escape before it has the focus, and from within. */
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useState } from "react";
import { SmallDialog } from "@/ui/SmallDialog";
import { useKeys } from "@/ui/useKeys";

afterEach(cleanup);

function Opened() {
  const [isOpen, setOpen] = useState(true);
  return (
    <SmallDialog isOpen={isOpen} setOpen={setOpen} label="Small" width={200} opener={<button type="button">Opens it</button>}>
      <input aria-label="Field" />
    </SmallDialog>
  );
}

test.each(["Opens it", "Field"])("Escape on %s closes it", async (name) => {
  render(
    <MantineProvider env="test">
      <Opened />
    </MantineProvider>,
  );
  const place = name === "Field" ? await screen.findByLabelText(name) : await screen.findByText(name);
  fireEvent.keyDown(place, { key: "Escape" });
  await waitFor(() => expect(screen.queryByLabelText("Field")).toBeNull());
});

test("Escape closes it before what it lies in", async () => {
  const left = vi.fn();
  function Around() {
    useKeys({ Escape: left });
    return <Opened />;
  }
  render(
    <MantineProvider env="test">
      <Around />
    </MantineProvider>,
  );
  fireEvent.keyDown(await screen.findByText("Opens it"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByLabelText("Field")).toBeNull());
  expect(left).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByText("Opens it"), { key: "Escape" });
  expect(left).toHaveBeenCalledOnce();
});
