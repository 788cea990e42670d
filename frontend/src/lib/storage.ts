/** Reads a kept choice; a browser that forbids storage simply keeps none. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`triangle.${key}`);
  } catch {
    return null;
  }
}

/** Forgets every kept choice whose name begins like this. */
export function forget(beginning: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(`triangle.${beginning}`));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Nothing was kept either.
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`triangle.${key}`, value);
  } catch {
    // A choice that cannot be kept lasts as long as the page.
  }
}
