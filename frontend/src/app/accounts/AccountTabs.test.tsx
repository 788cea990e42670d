// @vitest-environment happy-dom
/** A part of an account that could not be read is not shown as if there were nothing in it. */
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import { ApiError } from "@/api/problem";
import type { Account, Reply } from "@/api/types";
import { AccountTabs } from "@/app/accounts/AccountTabs";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const ACCOUNT = { data: { id: 1, name: "account", seats: [] }, can: ["add_contact"], positions: {} } as unknown as Reply<Account>;

afterEach(cleanup);

test.each(["rooms", "contacts"])("%s that could not be read say so, and are read again for whoever asks", async (tab) => {
  const words = await loadWords("en");
  const asked: string[] = [];
  const failed = (name: string) => ({ data: undefined, error: new ApiError({ title: "down", status: 503, code: "unavailable", errors: [] }), refetch: () => asked.push(name) });
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <MemoryRouter initialEntries={[`/accounts/1?tab=${tab}`]}>
          <AccountTabs account={ACCOUNT} deals={failed("rooms")} contacts={failed("contacts")} />
        </MemoryRouter>
      </WordsProvider>
    </MantineProvider>,
  );

  expect(screen.getByRole("alert")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add a contact" })).toBeNull();
  expect(screen.queryByText(/No contacts|No deal/)).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(asked).toEqual([tab]);
});
