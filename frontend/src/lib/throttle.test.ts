import { beforeEach, expect, test, vi } from "vitest";
import { throttle } from "@/lib/throttle";

let acts: number;
let run: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  acts = 0;
  run = throttle(() => (acts += 1), 1_500);
});

test("acts at once, and once more for everything that was asked meanwhile", () => {
  for (let time = 0; time < 20; time += 1) run();
  expect(acts).toBe(1);

  vi.advanceTimersByTime(1_500);
  expect(acts).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(acts).toBe(2);
});

test("acts at once again after a rest", () => {
  run();
  vi.advanceTimersByTime(1_500);
  run();
  expect(acts).toBe(2);
});
