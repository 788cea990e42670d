/** What notes keep on this device, so that it can be wiped when somebody signs out. */
const PREFIX = "triangle.note.";

export function keptName(person: number, note: number, epoch: string): string {
  return `${PREFIX}${person}.${note}.${epoch}`;
}

/** Wipes every note that this browser keeps, whoever wrote it. */
export async function wipeKept(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    const known = await indexedDB.databases();
    for (const { name } of known) if (name?.startsWith(PREFIX)) indexedDB.deleteDatabase(name);
  } catch {
    // A browser that forbids storage kept nothing.
  }
}
