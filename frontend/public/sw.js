/**
 * Keeps the files of the build, whose names say what is in them, and the page as the network gave it last.
 * The page itself always comes from the network when there is one, so that nobody runs old code; what the API
 * answers is never kept.
 */
const KEPT = "triangle-build";
const MOST = 150;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(request));
  else if (request.mode === "navigate" && !/^\/(api|socket\.io|live|ready|metrics)\b/.test(pathname)) event.respondWith(networkFirst(request));
});

async function keptFirst(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) {
    await kept.put(request, response.clone());
    await forgetOldest(kept);
  }
  return response;
}

/** Any address answers with the same page, so one is kept for all. */
async function networkFirst(request) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok && response.headers.get("Content-Type")?.startsWith("text/html")) await kept.put("/", response.clone());
    return response;
  } catch (error) {
    const found = await kept.match("/");
    if (found) return found;
    throw error;
  }
}

async function forgetOldest(kept) {
  const files = (await kept.keys()).filter(({ url }) => url.includes("/assets/"));
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST)).map((file) => kept.delete(file)));
}
