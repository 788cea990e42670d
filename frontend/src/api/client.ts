import { ApiError, type Problem } from "@/api/problem";

export interface Write {
  body?: unknown;
  /** The version the writer has seen; a changed resource answers 412. */
  version?: number | undefined;
  /** The same key on every retry of one deed, so that it happens once; it comes back as `op_id` of its entry. */
  key?: string | undefined;
}

let csrf: string | null = null;
let onSignedOut: () => void = () => undefined;

export function setCsrf(token: string | null): void {
  csrf = token;
}

/** Registers what happens when the server no longer knows who we are. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", path, {}, signal);
}

export function write<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, options: Write = {}): Promise<T> {
  return send<T>(method, path, options);
}

/** Asks a question that is too long for an address; nothing is changed by it. */
export function ask<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return send<T>("POST", path, { body }, signal);
}

async function send<T>(method: string, path: string, options: Write, signal?: AbortSignal): Promise<T> {
  const response = await answer(method, path, options, signal);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Returns what was answered; a refusal is thrown. */
export async function answer(method: string, path: string, options: Write, signal?: AbortSignal): Promise<Response> {
  const response = await orNoAnswer(() => attempt(method, path, options, signal));
  if (response.ok) return response;
  const error = new ApiError(await readProblem(response), retryAfter(response));
  if (error.status === 401 && error.code !== "invalid_credentials") onSignedOut();
  throw error;
}

function attempt(method: string, path: string, options: Write, signal?: AbortSignal): Promise<Response> {
  return fetch(`/api${path}`, {
    method,
    headers: headers(method, options),
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: signal ?? null,
  });
}

/** Has a line that breaks end like every other failure; what was called off stays that. */
export async function orNoAnswer<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({ code: "network", title: "No answer", status: 0, errors: [] });
  }
}

function headers(method: string, { body, version, key }: Write): Record<string, string> {
  const said: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) said["Content-Type"] = "application/json";
  if (method !== "GET" && csrf) said["X-CSRF-Token"] = csrf;
  if (key) Object.assign(said, { "Idempotency-Key": key, "X-Op-Id": key });
  if (version !== undefined) said["If-Match"] = `"${version}"`;
  return said;
}

async function readProblem(response: Response): Promise<Problem> {
  const unknown = { code: `http_${response.status}`, title: response.statusText, status: response.status, errors: [] };
  if (!response.headers.get("Content-Type")?.includes("json")) return unknown;
  try {
    const said = (await response.json()) as Partial<Problem>;
    return { ...unknown, ...said, errors: Array.isArray(said.errors) ? said.errors : [] };
  } catch {
    return unknown;
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
