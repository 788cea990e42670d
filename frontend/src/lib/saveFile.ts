// Some browsers read the file only after the click was dealt with.
const READ_BY_THEN = 60_000;

/** Hands something to the browser as a file to be saved. */
export function saveFile(name: string, body: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(body);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_BY_THEN);
}
