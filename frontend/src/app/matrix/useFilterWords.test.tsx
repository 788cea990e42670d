// @vitest-environment happy-dom
/** Paper says what it was narrowed by with names, in the language on screen, and never as the address does. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useFilterWords } from "@/app/matrix/useFilterWords";
import type { Filters } from "@/features/matrix/question";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const NAMED: Record<string, unknown> = {
  "/api/accounts/1": { id: 1, name: "华光电子" },
  "/api/teams": [{ id: 3, name: "华东" }],
  "/api/people": [{ id: 7, name: "李明" }],
  "/api/playbooks": [{ code: "KD", name: { zh: "大客户", en: "Key account" } }],
};

const answer = (address: string) => Response.json({ data: NAMED[new URL(address, "http://here").pathname] ?? [], next: null });

beforeEach(() => {
  vi.stubGlobal("fetch", async (address: string) => answer(address));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function worded(language: "zh" | "en", filters: Partial<Filters>) {
  const words = await loadWords(language);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <WordsProvider language={language} words={words}>
        {children}
      </WordsProvider>
    </QueryClientProvider>
  );
  const drawn = renderHook(() => useFilterWords(filters), { wrapper });
  await waitFor(() => expect(client.isFetching()).toBe(0));
  return () => drawn.result.current.join(" / ");
}

test("each filter is named as it is named on screen", async () => {
  const said = await worded("zh", { team: "3", account: "1", playbook: "KD", stage: "S4", state: "open", person: "7", duty: "A" });

  await waitFor(() => expect(said()).toBe("团队 华东 / 客户 华光电子 / 打法 大客户 / 阶段 S4 方案设计 / 状态 未完成 / 人员 李明 / 职责 A 负责"));
});

test("what has no name here is said by its number, and nothing is said of no filter", async () => {
  const said = await worded("en", { team: "99", account: "98" });

  expect(said()).toBe("Team 99 / Account 98");
  expect((await worded("en", {}))()).toBe("");
});
