/** What somebody last used the page with: whoever presses keys follows the focus, whoever scrolls reads. */
export type Means = "key" | "pointer" | "scroll";

const MEANS: Readonly<Record<string, Means>> = { keydown: "key", pointerdown: "pointer", wheel: "scroll", touchmove: "scroll" };

/** Tells at any time what the page was last used with, until it is told to stop. */
export function watchMeans(signal: AbortSignal): () => Means {
  let last: Means = "key";
  // Not the page's own scrolling: it scrolls, too, when what is on it gets shorter.
  for (const [event, means] of Object.entries(MEANS))
    document.addEventListener(event, () => (last = means), { capture: true, passive: true, signal });
  return () => last;
}

/** Tells of one element whether it is within the window; of one that has gone, whether it was when it went. */
export function watchSight(signal: AbortSignal): { follow: (element: Element) => void; isSeen: () => boolean } {
  let isSeen = true;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (target.isConnected) isSeen = isIntersecting;
  });
  signal.addEventListener("abort", () => observer.disconnect());
  return {
    follow: (element) => {
      observer.disconnect();
      // What gets the focus is scrolled into the window by the browser.
      isSeen = true;
      observer.observe(element);
    },
    isSeen: () => isSeen,
  };
}
