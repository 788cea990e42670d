/** Full jitter between 1 s and a ceiling that doubles with each attempt up to 30 s, in milliseconds. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 10));
  return 1_000 + Math.round(random() * Math.max(0, ceiling - 1_000));
}
