import { ApiError } from "@/api/problem";
import { backoff } from "@/lib/backoff";
import type { Live } from "@/realtime/live";

/** On a line that is up, this many silent tries are a failure; without a line a change simply waits. */
const TRIES = 8;

/** Sends again, with the same key, for as long as nobody answers. */
export async function untilAnswered<Result>(
  attempt: () => Promise<Result>,
  live: Pick<Live, "line" | "whenLive">,
): Promise<Result> {
  for (let count = 0; ; count += 1) {
    try {
      // Each try follows from the silence of the one before.
      // oxlint-disable-next-line no-await-in-loop
      return await attempt();
    } catch (error) {
      if (!isUnanswered(error) || (live.line === "live" && count >= TRIES)) throw error;
      // oxlint-disable-next-line no-await-in-loop
      await pause(backoff(count), live);
    }
  }
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.isTransient || error.code === "idempotency_running");
}

/** Waits, but no longer than until the line is back. */
function pause(milliseconds: number, live: Pick<Live, "line" | "whenLive">): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    if (live.line !== "live") void live.whenLive().then(resolve);
  });
}
