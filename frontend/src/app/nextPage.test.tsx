// @vitest-environment happy-dom
/** A list whose next page fails says so and waits: it is read once, and once more for whoever asks for it. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, useInfiniteQuery } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, expect, test } from "vitest";
import { NextPageFailed } from "@/app/NextPageFailed";
import { useNextPage } from "@/ui/useNextPage";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

let asked: number[];
let isBroken: boolean;

function List() {
  const query = useInfiniteQuery({
    queryKey: ["list"],
    queryFn: ({ pageParam }) => {
      asked.push(pageParam);
      return isBroken && pageParam > 0 ? Promise.reject(new Error("no")) : Promise.resolve(pageParam);
    },
    initialPageParam: 0,
    getNextPageParam: (last) => (last < 2 ? last + 1 : undefined),
    retry: false,
  });
  const goOn = useNextPage(query);
  // The end is always near, as where a page is shorter than the screen.
  useEffect(() => goOn(), [goOn]);
  return (
    <>
      <p>{query.data?.pages.join()}</p>
      <NextPageFailed query={query} />
    </>
  );
}

afterEach(cleanup);

test("a page that fails is not asked for again by itself, and the list goes on after a retry", async () => {
  asked = [];
  isBroken = true;
  const words = await loadWords("en");
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <QueryClientProvider client={new QueryClient()}>
          <List />
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );

  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(asked).toEqual([0, 1]);
  expect(screen.getByText("0")).toBeTruthy();

  isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Show more" }));

  expect(await screen.findByText("0,1,2")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(asked).toEqual([0, 1, 1, 2]);
});
