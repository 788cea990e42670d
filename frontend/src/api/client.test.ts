import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { get, setCsrf, whenSignedOut, write } from "@/api/client";
import { ApiError } from "@/api/problem";

let sent: { path: string; options: RequestInit }[] = [];
let answers: (Response | Error)[] = [];

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => {
    sent.push({ path, options });
    const answer = answers.shift() ?? Response.json({ data: 1 });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrf(null);
  whenSignedOut(() => undefined);
});

function refuse(status: number, code: string, headers: Record<string, string> = {}): void {
  const said = { title: "Refused", status, code, errors: [] };
  answers.push(new Response(JSON.stringify(said), { status, headers: { "Content-Type": "application/problem+json", ...headers } }));
}

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error("expected a refusal");
  return error;
}

test("a write carries the token, the key and the version it has seen", async () => {
  setCsrf("token");
  await write("PATCH", "/deals/4", { body: { title: "x" }, version: 7, key: "k-1" });

  expect(sent[0]?.path).toBe("/api/deals/4");
  expect(sent[0]?.options.headers).toMatchObject({
    "X-CSRF-Token": "token",
    "Idempotency-Key": "k-1",
    "X-Op-Id": "k-1",
    "If-Match": '"7"',
  });
});

test("a read carries no token", async () => {
  setCsrf("token");
  await get("/deals");
  expect(sent[0]?.options.headers).not.toHaveProperty("X-CSRF-Token");
});

test("a refusal becomes one error with its code", async () => {
  refuse(409, "node_blocked");
  expect(await failureOf(write("POST", "/nodes/1/finish"))).toMatchObject({ status: 409, code: "node_blocked" });
});

test("no answer is an error that may be tried again", async () => {
  answers.push(new TypeError("failed to fetch"));
  expect((await failureOf(get("/deals"))).isTransient).toBe(true);
});

test("an answer that is no problem document is still one error", async () => {
  answers.push(new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } }));
  expect(await failureOf(get("/deals"))).toMatchObject({ status: 502, isTransient: true });
});

test("a lost session is reported, a wrong password is not", async () => {
  let lost = 0;
  whenSignedOut(() => {
    lost += 1;
  });
  refuse(401, "invalid_credentials");
  await failureOf(write("POST", "/session"));
  expect(lost).toBe(0);

  refuse(401, "unauthenticated");
  await failureOf(get("/inbox"));
  expect(lost).toBe(1);
});

test("a busy server says when to come back", async () => {
  refuse(429, "too_many_attempts", { "Retry-After": "30" });
  expect((await failureOf(write("POST", "/session"))).retryAfter).toBe(30);
});
