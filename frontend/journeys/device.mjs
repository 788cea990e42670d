/** Plays with what a device keeps of notes. */

/** Puts what the device keeps of a note under another life, as if the server had been restored since. */
export async function copyToAnotherLife(note) {
  const key = Object.keys(localStorage).find((each) => each.startsWith("triangle.note.epoch.") && each.endsWith(`.${note}.`));
  const { name: from } = (await indexedDB.databases()).find((each) => each.name.endsWith(`.${note}.${localStorage.getItem(key)}`));
  // It runs in the page, where nothing of this file is.
  // oxlint-disable-next-line consistent-function-scoping
  const answer = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const all = await answer((await answer(indexedDB.open(from))).transaction("updates").objectStore("updates").getAll());
  const asked = indexedDB.open(from.replace(localStorage.getItem(key), "0.0"));
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("updates", { autoIncrement: true });
    asked.result.createObjectStore("custom");
  };
  const to = await answer(asked);
  await Promise.all(all.map((update) => answer(to.transaction("updates", "readwrite").objectStore("updates").add(update))));
  localStorage.setItem(key, "0.0");
}
