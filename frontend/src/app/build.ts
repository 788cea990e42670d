const ENTRY = /\/assets\/index-[\w-]+\.js/;

/** Returns the script that a page begins with, whose name changes with everything that it loads. */
export function entryOf(html: string): string | null {
  return ENTRY.exec(html)?.[0] ?? null;
}

/** Tells whether the server has another build than the one that runs here; without an answer it has not. */
export async function isOutdated(): Promise<boolean> {
  const mine = entryOf(document.documentElement.innerHTML);
  if (mine === null) return false;
  try {
    const response = await fetch("/", { cache: "no-cache", headers: { Accept: "text/html" } });
    const theirs = response.ok ? entryOf(await response.text()) : null;
    return theirs !== null && theirs !== mine;
  } catch {
    return false;
  }
}

/** Makes the page installable, and lets it begin without a network. */
export function keepBuild(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}
