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

async function send<T>(method: string, path: string, options: Write, signal?: AbortSignal): Promise<T> {
  const response = await attempt(method, path, options, signal);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const error = new ApiError(await readProblem(response), retryAfter(response));
  if (error.status === 401 && error.code !== "invalid_credentials") onSignedOut();
  throw error;
}

async function attempt(method: string, path: string, options: Write, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(`/api${path}`, {
      method,
      headers: headers(method, options),
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: signal ?? null,
    });
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
