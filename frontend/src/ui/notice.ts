/** One line that says what just happened; a newer one takes its place. */
export interface Notice {
  id: number;
  text: string;
  tone: "good" | "info" | "bad";
  undo?: (() => void) | undefined;
  /** A way to what the line speaks of. */
  link?: { text: string; act: () => void } | undefined;
}

let current: Notice | null = null;
let counter = 0;
const watchers = new Set<() => void>();

/** Shows a line; returns its id, for whoever has to take it back. */
export function say(text: string, options: { tone?: Notice["tone"]; undo?: () => void; link?: Notice["link"] } = {}): number {
  counter += 1;
  change({ id: counter, text, tone: options.tone ?? "good", undo: options.undo, link: options.link });
  return counter;
}

export function hush(id: number): void {
  if (current?.id === id) change(null);
}

export function currentNotice(): Notice | null {
  return current;
}

export function watchNotice(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function change(next: Notice | null): void {
  current = next;
  for (const watcher of watchers) watcher();
}
