import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/problem";
import { untilAnswered } from "@/realtime/untilAnswered";

const silence = () => new ApiError({ code: "network", title: "", status: 0, errors: [] });
const conflict = () => new ApiError({ code: "stale", title: "", status: 412, errors: [] });

let answers: (Error | string)[];
let tries: number;
let wake: () => void;
let line: { line: "live" | "offline"; whenLive: () => Promise<void> };

beforeEach(() => {
  vi.useFakeTimers();
  tries = 0;
  line = { line: "live", whenLive: () => new Promise((resolve) => (wake = resolve)) };
});

function attempt(): Promise<string> {
  tries += 1;
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? "");
}

test("sends until somebody answers", async () => {
  answers = [silence(), silence(), "done"];
  const result = untilAnswered(attempt, line);
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(result).resolves.toBe("done");
  expect(tries).toBe(3);
});

test("takes a refusal for an answer", async () => {
  answers = [silence(), conflict()];
  const result = untilAnswered(attempt, line).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await result).toMatchObject({ status: 412 });
  expect(tries).toBe(2);
});

test("gives up when a line that is up stays silent", async () => {
  answers = [silence()];
  const result = untilAnswered(attempt, line).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await result).toMatchObject({ status: 0 });
});

test("waits for as long as the line is down, and sends at once when it is back", async () => {
  answers = [silence()];
  line.line = "offline";
  const result = untilAnswered(attempt, line);
  await vi.advanceTimersByTimeAsync(3_600_000);
  const before = tries;
  expect(before).toBeGreaterThan(8);

  answers = ["done"];
  line.line = "live";
  wake();
  await vi.advanceTimersByTimeAsync(0);
  await expect(result).resolves.toBe("done");
  expect(tries).toBe(before + 1);
});
