// @vitest-environment happy-dom
/** The change before and the one after are read before somebody steps there, and the step asks for nothing more. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Moments } from "@/api/types";
import { useMatrix, useMoments, useNeighbours } from "@/features/matrix/api";

const MOMENTS: Moments = { first: "2026-01-05T01:00:00Z", previous: "2026-03-02T02:00:00Z", current: null, next: "2026-03-04T02:00:00Z", ticks: [] };
const FILTERS = { team: "2" };

let client: QueryClient;
let asked: URL[];

/** The server: what it is asked for is kept, and every moment has an empty page. */
function answer(address: string): Response {
  const url = new URL(address, "http://here");
  asked.push(url);
  const page = { data: [], next: null, deals: [], templates: [], people: [], at: "", is_now: false, heads: "" };
  return Response.json(url.pathname.endsWith("/moments") ? { ...MOMENTS, previous: null, next: null } : page);
}

function Providers({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const momentsOf = (path: string) => asked.filter(({ pathname }) => pathname === path).map(({ searchParams }) => searchParams.get("at"));

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } });
  asked = [];
  vi.stubGlobal("fetch", async (address: string) => answer(address));
});

afterEach(() => {
  cleanup();
  client.clear();
  vi.unstubAllGlobals();
});

test("pages and moments of both neighbours are there before anybody steps", async () => {
  renderHook(() => useNeighbours(FILTERS, "deal", MOMENTS), { wrapper: Providers });

  await waitFor(() => expect(client.isFetching()).toBe(0));
  for (const path of ["/api/matrix", "/api/matrix/moments"]) expect(momentsOf(path)).toEqual([MOMENTS.previous, MOMENTS.next]);
  expect(asked.every(({ searchParams }) => searchParams.get("team") === "2")).toBe(true);

  const before = asked.length;
  const at = MOMENTS.previous ?? "";
  const stepped = renderHook(() => [useMatrix({ ...FILTERS, group: "deal", at }, true), useMoments({ ...FILTERS, at })] as const, { wrapper: Providers });
  expect(stepped.result.current.map(({ isSuccess, isPlaceholderData }) => isSuccess && !isPlaceholderData)).toEqual([true, true]);
  expect(asked).toHaveLength(before);
});

test("drawing again asks for nothing, and without neighbours nothing is asked", async () => {
  const none = renderHook(() => useNeighbours(FILTERS, "deal", undefined), { wrapper: Providers });
  expect(asked).toEqual([]);
  none.unmount();

  const { rerender } = renderHook(() => useNeighbours({ ...FILTERS }, "deal", { ...MOMENTS, next: null }), { wrapper: Providers });
  await waitFor(() => expect(client.isFetching()).toBe(0));
  rerender();

  expect(momentsOf("/api/matrix")).toEqual([MOMENTS.previous]);
});
