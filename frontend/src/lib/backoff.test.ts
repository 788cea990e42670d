import { expect, test } from "vitest";
import { backoff } from "@/lib/backoff";

test("waits between one and thirty seconds", () => {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    expect(backoff(attempt, () => 0)).toBe(1_000);
    expect(backoff(attempt, () => 1)).toBeLessThanOrEqual(30_000);
  }
  expect(backoff(39, () => 1)).toBe(30_000);
});
