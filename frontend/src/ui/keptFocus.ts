import { watchMeans, watchSight } from "@/ui/attention";

/** What may have the focus, as far as a place to go on from is concerned. */
const FOCUSABLE = "a[href], button:not(:disabled), [role=tab], input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";
const ROW = "li, tr, article, [role=row]";
const GROUP = "li, tr, article, section, form, [role=tabpanel], [role=region]";
const REMEMBERED = 8;
/** Longer than a dialog takes to give the focus back by itself. */
const PATIENCE = 60;

/** Where the focus was: the element, what was around it, and which row of its list that was. */
interface Place {
  element: HTMLElement;
  around: Element[];
  row: { list: Element; index: number } | null;
}

/**
 * Keeps the focus on the page when what had it goes away: a row that leaves gives it to the one in its place, a panel
 * that closes to where one came from. Whoever clicks beside everything takes it away on purpose, and keeps that; under
 * whoever scrolls nothing moves.
 */
export function keepFocus(root: HTMLElement): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const lastMeans = watchMeans(signal);
  const sight = watchSight(signal);
  let places: Place[] = [];
  // A page that was just opened has not lost what nobody had.
  let isLetGo = true;
  // The content itself has the focus because nothing better was there: something may come.
  let isStopgap = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remember = ({ target }: FocusEvent) => {
    // Whoever skips to the content is where they want to be.
    isLetGo = target === root && !isStopgap;
    if (!(target instanceof HTMLElement) || !root.contains(target) || target === root) return;
    isStopgap = false;
    sight.follow(target);
    places = [placeOf(target, root), ...places.filter(({ element }) => element !== target)].slice(0, REMEMBERED);
  };
  const restore = () => {
    if (isLetGo || lastMeans() === "scroll" || !isLost(root)) return;
    const found = places.map(nextOf).find((each) => each !== null);
    const next = found ?? headingOf(root) ?? root;
    if (next === document.activeElement) return;
    const isFollowed = lastMeans() === "key" && sight.isSeen();
    isStopgap = next === root;
    next.focus({ preventScroll: true });
    // A page that is come back to is where it was left; the heading would take it to its top.
    if (isFollowed && found && !found.matches("h1")) found.scrollIntoView({ block: "nearest" });
  };
  const watcher = new MutationObserver(() => {
    const [last] = places;
    if (last?.element.isConnected) last.row = rowOf(last.element);
    if (isLetGo || !isLost(root)) return;
    clearTimeout(timer);
    timer = setTimeout(restore, PATIENCE);
  });
  watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "hidden"] });
  document.addEventListener("focusin", remember, { signal });
  watchLettingGo((isGone) => (isLetGo = isGone), signal);
  return () => {
    clearTimeout(timer);
    watcher.disconnect();
    stop.abort();
  };
}

/** Tells when somebody leaves what has the focus on purpose. */
function watchLettingGo(tell: (isGone: boolean) => void, signal: AbortSignal): void {
  const options = { capture: true, signal };
  const pressed = ({ target }: PointerEvent) =>
    tell(!(target instanceof Element) || target.closest(`${FOCUSABLE}, label, [tabindex]:not([tabindex="-1"])`) === null);
  document.addEventListener("pointerdown", pressed, options);
  // Whoever goes past the last thing on the page goes on in the browser itself.
  document.addEventListener("keydown", ({ key }) => key === "Tab" && tell(true), options);
}

/** Nothing on the page has the focus, and no dialog is about to take it. */
function isLost(root: HTMLElement): boolean {
  if (!document.hasFocus()) return false;
  const now = document.activeElement;
  return (now === null || now === document.body || now === root) && document.querySelector("[role=dialog][aria-modal=true]") === null;
}

function placeOf(element: HTMLElement, root: HTMLElement): Place {
  const around: Element[] = [];
  for (let outer = element.parentElement; outer !== null && outer !== root; outer = outer.parentElement) around.push(outer);
  return { element, around, row: rowOf(element) };
}

function rowOf(element: HTMLElement): Place["row"] {
  const row = element.closest(ROW);
  const list = row?.parentElement;
  return row && list ? { list, index: [...list.children].indexOf(row) } : null;
}

/** The element itself, else what stands in its row's place, else the nearest group that is still there. */
function nextOf({ element, around, row }: Place): HTMLElement | null {
  if (mayFocus(element)) return element;
  if (row?.list.isConnected) {
    const rows = [...row.list.children].filter((each) => each.matches(ROW));
    const found = firstIn(rows[Math.min(row.index, rows.length - 1)]);
    if (found) return found;
  }
  const left = around.filter((outer) => outer.isConnected && outer.matches(GROUP));
  return left.map(firstIn).find((found) => found !== null) ?? null;
}

function firstIn(group: Element | undefined): HTMLElement | null {
  return [...(group?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find(mayFocus) ?? null;
}

/** Another page: whoever came by keyboard begins at its heading. */
function headingOf(root: HTMLElement): HTMLElement | null {
  const heading = root.querySelector("h1");
  if (heading) heading.tabIndex = -1;
  return heading;
}

function mayFocus(element: HTMLElement): boolean {
  return element.isConnected && element.matches(`${FOCUSABLE}, [tabindex]`) && element.getClientRects().length > 0;
}
