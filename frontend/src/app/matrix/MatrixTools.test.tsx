// @vitest-environment happy-dom
/** What is being chosen in the folded tools does not fold them away under whoever chooses. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MatrixTools } from "@/app/matrix/MatrixTools";
import { NAMES, type Question } from "@/features/matrix/question";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const NOTHING = Object.fromEntries(NAMES.map((name) => [name, ""])) as Question;

const isOpen = () => screen.getByRole("button").getAttribute("aria-expanded");

beforeEach(() => vi.stubGlobal("fetch", () => new Promise(() => undefined)));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("open for whoever has to say who, and from then on until they are closed by hand", async () => {
  const words = await loadWords("en");
  const client = new QueryClient();
  const drawn = (question: Partial<Question>) => (
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <QueryClientProvider client={client}>
          <MatrixTools question={{ ...NOTHING, ...question }}>{null}</MatrixTools>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  );
  const { rerender } = render(drawn({}));
  expect(isOpen()).toBe("false");
  rerender(drawn({ view: "person" }));
  expect(isOpen()).toBe("true");
  rerender(drawn({ view: "person", person: "7" }));
  expect(isOpen()).toBe("true");
  fireEvent.click(screen.getByRole("button"));
  expect(isOpen()).toBe("false");
});
