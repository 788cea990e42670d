import { answer, orNoAnswer } from "@/api/client";
import { ApiError } from "@/api/problem";

/** A file that the server made for its reader. */
export interface SentFile {
  name: string;
  body: Blob;
}

/** How much of a file has arrived, in bytes; `whole` is null where the server does not say. */
export type OnPart = (arrived: number, whole: number | null) => void;

/** Fetches a file as a browser would, but a refusal is told; its bytes are held once, where the browser holds them. */
export async function getFile(path: string, signal: AbortSignal, onPart: OnPart): Promise<SentFile> {
  const response = await answer("GET", path, {}, signal);
  const type = response.headers.get("Content-Type") ?? "";
  const counted = response.body?.pipeThrough(counting(Number(response.headers.get("Content-Length")) || null, onPart));
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  if (!counted || !name) throw new ApiError({ code: "no_file", title: "No file", status: response.status, errors: [] });
  return { name, body: await orNoAnswer(() => new Response(counted, { headers: { "Content-Type": type } }).blob()) };
}

function counting(whole: number | null, onPart: OnPart): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let arrived = 0;
  return new TransformStream({
    transform(part, passed) {
      arrived += part.byteLength;
      passed.enqueue(part);
      onPart(arrived, whole);
    },
  });
}
