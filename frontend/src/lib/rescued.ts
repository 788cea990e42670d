/** The last words of somebody who was taken out of a room while typing: kept until the page is closed, for copying. */
const kept = new Map<number, string>();
const watchers = new Set<() => void>();

export function rescue(room: number, words: string): void {
  if (!words.trim()) return;
  kept.set(room, words);
  for (const watcher of watchers) watcher();
}

export function rescued(room: number): string | null {
  return kept.get(room) ?? null;
}

export function watchRescued(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
