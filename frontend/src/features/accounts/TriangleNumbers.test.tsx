// @vitest-environment happy-dom
/** The table beside the triangle says all that the figure shows: person, load, deputy and answers of each corner. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import type { Figure, Person } from "@/api/types";
import { TriangleNumbers } from "@/features/accounts/TriangleNumbers";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const NOTHING = { answers: 0, minutes: null };
const FIGURE: Figure = {
  corners: [
    { role: "AR", person_id: 1, open_nodes: 9, at_work: 2, is_away: false, deputy_ids: [], ...NOTHING },
    { role: "SR", person_id: 2, open_nodes: 4, at_work: 1, is_away: true, deputy_ids: [3], answers: 12, minutes: 190 },
    { role: "FR", person_id: null, open_nodes: 0, at_work: 0, is_away: false, deputy_ids: [], ...NOTHING },
  ],
  edges: [
    { roles: ["AR", "SR"], answers: 2, minutes: 45 },
    { roles: ["AR", "FR"], ...NOTHING },
    { roles: ["SR", "FR"], ...NOTHING },
  ],
};

beforeEach(() => vi.stubGlobal("fetch", () => new Promise(() => undefined)));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function draw(figure: Figure) {
  const client = new QueryClient();
  const people = ["Wang Lei", "Li Na", "Zhao Jun"].map((name, place) => ({ id: place + 1, name }) as Person);
  client.setQueryData(keys.people, people);
  render(
    <WordsProvider language="en" words={await loadWords("en")}>
      <QueryClientProvider client={client}>
        <TriangleNumbers figure={figure} account="Huaguang" />
      </QueryClientProvider>
    </WordsProvider>,
  );
  return (name: RegExp) => within(screen.getByRole("row", { name })).getAllByRole("cell").map((cell) => cell.textContent);
}

test("each corner says who, how much in hand, who stands in, and how fast", async () => {
  const cells = await draw(FIGURE);

  expect(cells(/^Wang Lei/)).toEqual(["2 of 9", "here", "none yet"]);
  expect(cells(/^Li Na/)).toEqual(["1 of 4", "Zhao Jun", "3 hours"]);
  expect(cells(/^Vacant/)).toEqual(["–", "", "none yet"]);
});

test("each edge says how long half of its answers took at most", async () => {
  const cells = await draw(FIGURE);

  expect(cells(/AR.*↔.*SR/)).toEqual(["45 minutes"]);
  expect(cells(/SR.*↔.*FR/)).toEqual(["none yet"]);
});

test("away without anybody is said", async () => {
  const [first, ...others] = FIGURE.corners;
  if (!first) throw new Error("a corner");
  const cells = await draw({ ...FIGURE, corners: [{ ...first, is_away: true }, ...others] });

  expect(cells(/^Wang Lei/)[1]).toBe("no deputy");
});
