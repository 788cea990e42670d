/** What is put into a page before its own code, to hear what the browser measures. */
/* oxlint-disable unicorn/consistent-function-scoping -- a function travels into the page without what stands around it */

/** Keeps largest paint, layout shifts and the time from each input to the next paint. */
export function hearVitals() {
  const heard = { lcp: 0, cls: 0, inputs: [] };
  window.vitals = heard;
  const acts = {
    "largest-contentful-paint": ({ startTime }) => (heard.lcp = startTime),
    "layout-shift": ({ value, hadRecentInput }) => (heard.cls += hadRecentInput ? 0 : value),
    event: ({ interactionId, duration }) => interactionId && heard.inputs.push(duration),
  };
  // Sixteen milliseconds are the least that a browser tells; what is not told was faster.
  for (const [type, act] of Object.entries(acts))
    new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true, durationThreshold: 16 });
}

/** Keeps when each wanted thing was on screen: in the document, and one frame drawn since. */
export function hearArrivals(selector) {
  const seen = new Set(document.querySelectorAll(selector));
  window.arrivals = [];
  const look = () => {
    for (const found of document.querySelectorAll(selector)) {
      if (seen.has(found)) continue;
      seen.add(found);
      requestAnimationFrame(() => setTimeout(() => window.arrivals.push(performance.timeOrigin + performance.now())));
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

/** Keeps when the person did something, in the clock that all pages of a machine share. */
export function hearPerson() {
  window.acts = [];
  for (const type of ["click", "keydown"])
    addEventListener(
      type,
      ({ isTrusted, timeStamp }) => isTrusted && window.acts.push({ type, at: performance.timeOrigin + timeStamp }),
      true,
    );
}

/** Keeps when a text came to have another length, and a frame was drawn since. */
export function hearText(selector) {
  let length = -1;
  window.changes = [];
  const look = () => {
    const now = document.querySelector(selector)?.textContent.length ?? 0;
    if (now === length) return;
    length = now;
    requestAnimationFrame(() =>
      setTimeout(() => window.changes.push({ length: now, at: performance.timeOrigin + performance.now() })),
    );
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** Keeps when the grid was last drawn, once the rows of another moment have come and it is at rest. */
export function hearGrid() {
  const asked = () => performance.getEntriesByType("resource").filter(({ name }) => /api\/matrix\?.*at=/.test(name)).length;
  const before = asked();
  let last = 0;
  window.acts.length = 0;
  window.drawnAt = null;
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ target }) => (target.parentElement ?? target).closest("[role=grid], [data-past]"))) return;
    requestAnimationFrame(() => setTimeout(() => (last = performance.now())));
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  const wait = () => {
    if (asked() === before || last === 0 || performance.now() - last < 150) return requestAnimationFrame(wait);
    watch.disconnect();
    window.drawnAt = performance.timeOrigin + last;
    return null;
  };
  requestAnimationFrame(wait);
}
