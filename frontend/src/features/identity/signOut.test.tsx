// @vitest-environment happy-dom
/** Whoever signs out is refused nothing on the way: what was still being asked is let go of before. */
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { get } from "@/api/client";
import { useSignOut } from "@/features/identity/api";

const ask = ({ signal }: { signal: AbortSignal }) => get("/deals", signal);

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a question that is on its way is let go of before the session ends", async () => {
  const said: string[] = [];
  vi.stubGlobal("fetch", (address: string, { method, signal }: RequestInit) => {
    said.push(`${method} ${address}`);
    if (method === "DELETE") return Promise.resolve(new Response(null, { status: 204 }));
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        said.push(`let go of ${address}`);
        reject(new DOMException("let go", "AbortError"));
      });
    });
  });
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const drawn = renderHook(() => [useQuery({ queryKey: ["deals"], queryFn: ask }), useSignOut()] as const, { wrapper });

  act(() => drawn.result.current[1].run());

  await waitFor(() => expect(drawn.result.current[1].isDone).toBe(true));
  expect(said.slice(0, 3)).toEqual(["GET /api/deals", "let go of /api/deals", "DELETE /api/session"]);
});
