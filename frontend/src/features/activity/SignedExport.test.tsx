// @vitest-environment happy-dom
/** An export is fetched, told of and saved; a refusal says what was wrong and what helps. */
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SignedExport } from "@/features/activity/SignedExport";
import type { Language } from "@/lib/words";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const NAME = "triangle-deal-1-1-2.jsonl";
const fetched = vi.fn<typeof fetch>();
const saved: { name: string; body: Blob }[] = [];

beforeEach(() => {
  saved.length = 0;
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
  let body: Blob;
  vi.spyOn(URL, "createObjectURL").mockImplementation((made) => {
    body = made as Blob;
    return "blob:made";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function save(this: HTMLAnchorElement) {
    saved.push({ name: this.download, body });
  });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function file(parts: ReadableStream<Uint8Array> | string, length = "8"): Response {
  const headers = { "Content-Type": "application/x-ndjson", "Content-Length": length, "Content-Disposition": `attachment; filename="${NAME}"` };
  return new Response(parts, { headers });
}

function refusal(status: number, code: string, params = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ code, status, title: "Refused", params, errors: [] }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}

async function show(language: Language = "en") {
  return render(
    <MantineProvider env="test">
      <WordsProvider language={language} words={await loadWords(language)}>
        <SignedExport stream="deal:1" />
      </WordsProvider>
    </MantineProvider>,
  );
}

function take() {
  fireEvent.click(screen.getByRole("button", { name: /^(Signed export|签名导出)$/ }));
}

test("the file is saved under the server's name, with how much of it has come until then", async () => {
  let send: ReadableStreamDefaultController<Uint8Array> | undefined;
  const parts = new ReadableStream<Uint8Array>({ start: (controller) => void (send = controller) });
  fetched.mockResolvedValue(file(parts, "2500000"));
  await show();

  take();
  take();

  expect(screen.getByRole("status").textContent).toBe("Checking and signing…");
  send?.enqueue(new Uint8Array(1_200_000));
  await screen.findByText("1.2 of 2.5 MB");
  expect(screen.getByRole("status").textContent).toBe("Receiving…");
  screen.getByRole("button", { name: "Cancel" }).focus();
  send?.enqueue(new Uint8Array(1_300_000));
  send?.close();
  await screen.findByText(`Saved ${NAME}`);
  expect(saved.map(({ name, body }) => [name, body.size, body.type])).toEqual([[NAME, 2_500_000, "application/x-ndjson"]]);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Signed export" }));
});

test.each([
  ["en", refusal(409, "ledger_broken", { entry: 7 }), /entry 7 is missing or is not what was written.*triangle ledger verify/],
  ["zh", refusal(409, "ledger_broken", { entry: 7 }), /第 7 条记录.*管理员/],
  ["en", refusal(503, "signing_key_unusable", {}, { "Retry-After": "1" }), /cannot read its signing key.*TRIANGLE_KEY_FOLDER/],
  ["zh", refusal(503, "signing_key_unusable", {}, { "Retry-After": "1" }), /签名密钥.*TRIANGLE_KEY_FOLDER/],
  ["en", refusal(429, "too_many_requests", {}, { "Retry-After": "9" }), /Try again in 9 s/],
  ["en", refusal(404, "not_found"), /not there|not found/i],
] as const)("%s: a refusal is worded and nothing is saved", async (language, answer, said) => {
  fetched.mockResolvedValue(answer);
  await show(language);

  take();

  expect((await screen.findByRole("alert")).textContent).toMatch(said);
  expect(saved).toEqual([]);
});

test("whoever finds others exporting waits as long as the server says, and is served then", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fetched.mockResolvedValueOnce(refusal(429, "exports_busy", {}, { "Retry-After": "5" })).mockResolvedValueOnce(file("{}\n{}\n{}"));
  await show();

  take();

  await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("Others are exporting; trying again in 5 s"));
  await vi.advanceTimersByTimeAsync(4_900);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  await vi.waitFor(() => expect(saved).toHaveLength(1));
});

test("whoever finds others exporting again and again is told so", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fetched.mockImplementation(async () => refusal(429, "exports_busy", {}, { "Retry-After": "5" }));
  await show();

  take();

  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    expect(screen.getByRole("alert").textContent).toMatch(/Wait a moment and try again/);
  });
  expect(fetched).toHaveBeenCalledTimes(6);
});

test("a line that breaks in the middle saves nothing", async () => {
  const parts = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new TypeError("network error")) });
  fetched.mockResolvedValue(file(parts));
  await show();

  take();

  expect((await screen.findByRole("alert")).textContent).toBe("The connection broke and no file was saved. Try again.");
  expect(saved).toEqual([]);
});

/** An answer that comes only when it is called off. */
function neverComes() {
  let signal: AbortSignal | null | undefined;
  fetched.mockImplementation((_, asked) => {
    ({ signal } = asked ?? {});
    return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal?.reason as Error)));
  });
  return () => signal;
}

test("it can be called off, and begun again", async () => {
  const signal = neverComes();
  await show();
  take();

  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));

  await waitFor(() => expect(screen.getByRole("status").textContent).toBe(""));
  expect(signal()?.aborted).toBe(true);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Signed export" }));
  take();
  expect(fetched).toHaveBeenCalledTimes(2);
});

test("whoever leaves the screen stops it", async () => {
  const signal = neverComes();
  const { unmount } = await show();
  take();

  unmount();

  expect(signal()?.aborted).toBe(true);
});
