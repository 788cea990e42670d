import { beforeEach, expect, test, vi } from "vitest";
import { Batch } from "@/lib/Batch";

let lots: number[][];
let batch: Batch<number>;

beforeEach(() => {
  vi.useFakeTimers();
  lots = [];
  batch = new Batch(500, 3);
  batch.to((things) => lots.push(things));
});

test("what comes within the time goes together, counted from the first", () => {
  batch.add(1);
  vi.advanceTimersByTime(400);
  batch.add(2);
  expect(lots).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(lots).toEqual([[1, 2]]);
  batch.add(3);
  vi.advanceTimersByTime(500);
  expect(lots).toEqual([[1, 2], [3]]);
});

test("more than may go at once goes in several lots", () => {
  for (const thing of [1, 2, 3, 4]) batch.add(thing);
  vi.advanceTimersByTime(500);
  expect(lots).toEqual([[1, 2, 3], [4]]);
});

test("flushed, it waits for nothing, and hands on nothing twice", () => {
  batch.add(1);
  batch.flush();
  batch.flush();
  vi.advanceTimersByTime(60_000);
  expect(lots).toEqual([[1]]);
});
