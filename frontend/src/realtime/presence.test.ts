import { beforeEach, expect, test, vi } from "vitest";
import { Presence } from "@/realtime/presence";
import type { PresenceAck } from "@/realtime/wire";
import { settle } from "@/testing/FakeSocket";

const SINCE = "2026-11-24T02:00:00Z";
const LATER = "2026-11-24T03:00:00Z";

let said: unknown[];
let answer: PresenceAck | Error;
let presence: Presence;

const ids = () => presence.of(42).map(({ id }) => id);

beforeEach(async () => {
  vi.useFakeTimers();
  said = [];
  answer = { status: "ok", people: [{ id: 9, node: null, since: SINCE }] };
  presence = new Presence({
    present: (deal, state) => {
      said.push([deal, state]);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  presence.enter(42, null);
  vi.advanceTimersByTime(0);
  await settle();
});

test("is said on entering, and the answer tells who is there", () => {
  expect(said).toEqual([[42, { node: null }]]);
  expect(ids()).toEqual([9]);
  expect(presence.of(43)).toEqual([]);
});

test("follows who comes, moves and goes", () => {
  presence.hear({ deal: 42, changed: [{ id: 8, node: 3, since: LATER }], gone: [] });
  expect(ids()).toEqual([8, 9]);
  presence.hear({ deal: 42, changed: [{ id: 8, node: 4, since: LATER }], gone: [9] });
  expect(presence.of(42)).toEqual([{ id: 8, node: 4, since: LATER }]);
  presence.hear({ deal: 41, changed: [{ id: 5, node: 4, since: SINCE }], gone: [] });
  expect(ids()).toEqual([8]);
});

test("says where I stopped, not every node I passed", async () => {
  for (const node of [1, 2, 3]) presence.enter(42, node);
  vi.advanceTimersByTime(300);
  await settle();
  expect(said.slice(1)).toEqual([[42, { node: 3 }]]);
});

test("is said once more when the answer is lost", async () => {
  answer = new Error("no answer");
  presence.resume();
  await settle();
  answer = { status: "ok", people: [] };
  vi.advanceTimersByTime(3_100);
  await settle();
  expect(said).toHaveLength(3);
  expect(ids()).toEqual([]);
});

test("is said again when the room's stream is not joined yet, and not when the room is closed to me", async () => {
  answer = { status: "error", code: "not_subscribed" };
  presence.resume();
  await settle();
  answer = { status: "error", code: "not_found" };
  vi.advanceTimersByTime(3_100);
  await settle();
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(3);
});

test("knows nobody without a line", () => {
  presence.lose();
  expect(ids()).toEqual([]);
});

test("ends on leaving, and a late answer does not bring it back", async () => {
  presence.resume();
  presence.leave(42);
  await settle();
  expect(said.at(-1)).toEqual([42, null]);
  expect(ids()).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(3);
});
