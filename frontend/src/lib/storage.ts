/** Reads a kept choice; a browser that forbids storage simply keeps none. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`triangle.${key}`);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`triangle.${key}`, value);
  } catch {
    // A choice that cannot be kept lasts as long as the page.
  }
}
