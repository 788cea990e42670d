import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "@/api/problem";
import type { Entry } from "@/api/types";
import { type EntryTypes, advance, applyEntry, catchUp, foresee, joinEntryTypes, positionOf, resetStream } from "@/realtime/apply";
import { STEP } from "@/testing/patience";

const types: EntryTypes = {
  "node.started": { room: (room: number[], { seq }: Entry) => [...room, seq] },
};

function reply(seq: number, data: number[] = []) {
  return { data, positions: { "deal:1": { epoch: 1, seq } } };
}

function entry(seq: number, type = "node.started"): Entry {
  return { stream: "deal:1", seq, type, data: {} } as Entry;
}

function failed(status: number): ApiError {
  return new ApiError({ code: "x", title: "x", status, errors: [] });
}

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
});

test("an entry changes the value and its position", () => {
  expect(advance(types, "room", reply(4), entry(5))).toEqual(reply(5, [5]));
});

test("an entry that the reply already holds changes nothing", () => {
  const known = reply(5, [5]);
  expect(advance(types, "room", known, entry(5))).toBe(known);
});

test("an unknown type moves the position only", () => {
  expect(advance(types, "room", reply(4), entry(5, "note.saved"))).toEqual(reply(5));
});

test("two features reduce their own part of one type", () => {
  const joined = joinEntryTypes([
    { "seat.assigned": { room: (room: string) => `${room}a` } },
    { "seat.assigned": { room: (room: string) => `${room}b`, account: (name: string) => name } },
  ]);
  const seat = { ...entry(1), type: "seat.assigned" };
  expect(advance(joined, "room", { data: "", positions: { "deal:1": { epoch: 1, seq: 0 } } }, seat).data).toBe("ab");
});

test("values without reducers are fetched again, values of other streams are left alone", () => {
  client.setQueryData(["deal:1", "room"], reply(4));
  client.setQueryData(["deal:1", "node", 7], { missing: [] });
  client.setQueryData(["deal:2", "room"], reply(4));

  applyEntry(client, types, entry(5));

  expect(client.getQueryData(["deal:1", "room"])).toEqual(reply(5, [5]));
  expect(client.getQueryState(["deal:1", "node", 7])?.isInvalidated).toBe(true);
  expect(client.getQueryData(["deal:2", "room"])).toEqual(reply(4));
});

test("a value that missed an entry is fetched again instead of guessed", () => {
  client.setQueryData(["deal:1", "room"], reply(2));

  applyEntry(client, types, entry(5));

  expect(client.getQueryData(["deal:1", "room"])).toEqual(reply(2));
  expect(client.getQueryState(["deal:1", "room"])?.isInvalidated).toBe(true);
});

test("a late answer does not undo what was heard meanwhile", () => {
  client.setQueryData(["deal:1", "room"], reply(4));

  catchUp(client, types, ["deal:1", "room"], () => [entry(5), entry(6)]);

  expect(client.getQueryData(["deal:1", "room"])).toEqual(reply(6, [5, 6]));
});

test("without an active reader a stream has no position", () => {
  client.setQueryData(["deal:1", "room"], reply(4));
  expect(positionOf(client, types, "deal:1")).toBeNull();
});

test("a foreseen change lies over the reply, which stays what the server said", () => {
  const known = reply(4, [4]);
  const change = { stream: "deal:1", type: "node.started", data: {}, seq: 5 };

  expect(foresee(types, "room", known, [change])).toEqual(reply(4, [4, 5]));
  expect(known).toEqual(reply(4, [4]));
  expect(foresee(types, "room", known, [])).toBe(known);
});

describe("a reset", () => {
  let answers: (ReturnType<typeof reply> | ApiError)[];

  async function look(): Promise<() => void> {
    const observer = new QueryObserver(client, {
      queryKey: ["deal:1", "room"],
      queryFn: () => {
        const answer = answers.shift();
        return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
      },
      retry: false,
    });
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false), STEP);
    return stop;
  }

  test("tells where the fetched state stands", async () => {
    answers = [reply(4), reply(9)];
    const stop = await look();
    expect(await resetStream(client, types, "deal:1")).toEqual({ epoch: 1, seq: 9 });
    stop();
  });

  test("cannot tell when the state did not come", async () => {
    answers = [reply(4), failed(503)];
    const stop = await look();
    await expect(resetStream(client, types, "deal:1")).rejects.toMatchObject({ status: 503 });
    stop();
  });

  test("has nothing to tell of what may no longer be read", async () => {
    answers = [reply(4), failed(404)];
    const stop = await look();
    expect(await resetStream(client, types, "deal:1")).toBeNull();
    stop();
  });
});
