import { useEffect, useRef, useState } from "react";
import { type OnPart, type SentFile, getFile } from "@/api/file";
import { ApiError } from "@/api/problem";
import { saveFile } from "@/lib/saveFile";

/** How often others are let go first before it is said that there is no getting through. */
const TRIES = 6;
const SOON_SECONDS = 5;
const SHOWN = 100_000;

/** How far an export is; sizes in megabytes as they are shown. */
export type Progress =
  | { at: "rest" | "making" }
  | { at: "arriving"; arrived: number; whole: number | null }
  | { at: "waiting"; seconds: number }
  | { at: "saved"; name: string }
  | { at: "refused"; error: unknown };

/** Takes a stream away as a signed file: waits for its turn, and stops with the screen that it was begun on. */
export function useSignedExport(stream: string) {
  const [progress, setProgress] = useState<Progress>({ at: "rest" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const take = async () => {
    if (running.current) return;
    const stopping = new AbortController();
    running.current = stopping;
    try {
      const { name, body } = await inTurn(`/streams/${stream}/export`, stopping.signal, setProgress);
      saveFile(name, body);
      setProgress({ at: "saved", name });
    } catch (error) {
      setProgress(stopping.signal.aborted ? { at: "rest" } : { at: "refused", error });
    } finally {
      running.current = null;
    }
  };
  return { progress, take: () => void take(), stop: () => running.current?.abort() };
}

async function inTurn(path: string, signal: AbortSignal, tell: (progress: Progress) => void): Promise<SentFile> {
  for (let tries = 1; ; tries += 1) {
    tell({ at: "making" });
    try {
      // One after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      return await getFile(path, signal, tellOf(tell));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "exports_busy" || tries === TRIES) throw error;
      const seconds = error.retryAfter ?? SOON_SECONDS;
      tell({ at: "waiting", seconds });
      // oxlint-disable-next-line no-await-in-loop
      await pause(seconds * 1000, signal);
    }
  }
}

/** Tells only what is seen to change: a large file comes in thousands of parts. */
function tellOf(tell: (progress: Progress) => void): OnPart {
  let said = -1;
  return (arrived, whole) => {
    const shown = Math.ceil(arrived / SHOWN) / 10;
    if (shown === said) return;
    said = shown;
    tell({ at: "arriving", arrived: shown, whole: whole === null ? null : Math.ceil(whole / SHOWN) / 10 });
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
