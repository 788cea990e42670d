// @vitest-environment happy-dom
/** A part that cannot be loaded takes nothing else away, and is asked for again when it is wanted again. */
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PartBoundary } from "@/app/PartBoundary";
import { later } from "@/ui/later";

const Here = ({ who }: { who: string }) => <p>{who} is here</p>;
let isCut: boolean;
let asked: number;

beforeEach(() => {
  isCut = true;
  asked = 0;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.doUnmock("@/words/en/first");
});

const part = () =>
  later<{ who: string }>(() => {
    asked += 1;
    return isCut ? Promise.reject(new Error("offline")) : Promise.resolve(Here);
  });

test("what is on screen stays, it is said once, and the next try loads the part", async () => {
  const Part = part();
  const told = vi.fn();
  const page = (opened: string) => (
    <>
      <h1>work</h1>
      <PartBoundary key={opened} onFailed={told}>
        <Suspense>{opened ? <Part who={opened} /> : null}</Suspense>
      </PartBoundary>
    </>
  );
  const { rerender } = render(page("first"));
  await waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  expect(screen.getByText("work")).toBeTruthy();

  isCut = false;
  rerender(page(""));
  rerender(page("second"));

  expect(await screen.findByText("second is here")).toBeTruthy();
  expect([asked, told.mock.calls.length]).toEqual([2, 1]);
});

test("a part that was fetched before is there with the first commit", async () => {
  isCut = false;
  const Part = part();
  await Part.begin();

  render(
    <Suspense fallback={<p>waiting</p>}>
      <Part who="first" />
    </Suspense>,
  );

  expect([screen.queryByText("first is here") !== null, screen.queryByText("waiting")]).toEqual([true, null]);
  expect(asked).toBe(1);
});

test("a part that could not be fetched before is asked for when it is shown", async () => {
  const Part = part();
  await Part.begin();
  isCut = false;

  render(<Suspense>{<Part who="second" />}</Suspense>);

  expect(await screen.findByText("second is here")).toBeTruthy();
  expect(asked).toBe(2);
});

test("a language that does not come holds up no part that is said in another", async () => {
  vi.resetModules();
  vi.doMock("@/words/en/first", () => {
    throw new Error("offline");
  });
  const { beginWords, completeWords } = await import("@/words/catalogue");
  const words = await beginWords("zh");
  await expect(beginWords("en")).rejects.toThrow();

  await completeWords();

  expect(words.matrix).toBeDefined();
});

test("the first words wait for nothing that a part needs besides, and the part is there when they all are", async () => {
  vi.resetModules();
  const gate = new EventTarget();
  const words = new Promise((come) => gate.addEventListener("come", () => come({ later: { matrix: {} } })));
  vi.doMock("@/words/zh/later", () => words);
  const { beginWords } = await import("@/words/catalogue");
  const { later: fresh } = await import("@/ui/later");
  const Part = fresh(() => Promise.resolve(Here));
  const first = beginWords("zh");
  const begun = Part.begin(first);
  let isThere = false;
  void begun.then(() => (isThere = true));

  expect((await first).shell).toBeDefined();
  await new Promise((done) => setTimeout(done, 20));
  expect(isThere).toBe(false);
  gate.dispatchEvent(new Event("come"));
  await begun;

  render(<Part who="third" />);
  expect(screen.getByText("third is here")).toBeTruthy();
  vi.doUnmock("@/words/zh/later");
});
