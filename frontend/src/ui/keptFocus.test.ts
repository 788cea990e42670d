// @vitest-environment happy-dom
/** The focus stays on the page, and neither it nor the page moves under whoever reads. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFocus } from "@/ui/keptFocus";

let stop: () => void;
let scrolled: Element[];
let look: (isIntersecting: boolean) => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  scrolled = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function note(this: Element) {
    scrolled.push(this);
  });
  // What is within the window only a real window knows: the test says it.
  vi.stubGlobal("IntersectionObserver", Eye);
  document.body.innerHTML = `<main id="content" tabindex="-1"><h1>Here</h1><ul>${["one", "two", "three"].map((id) => `<li><button id="${id}"></button></li>`).join("")}</ul></main>`;
  stop = keepFocus(at("content"));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

class Eye {
  constructor(tell: (entries: object[]) => void) {
    look = (isIntersecting) => tell([{ target: this.element, isIntersecting }]);
  }

  element: Element | undefined;
  observe = (element: Element) => {
    this.element = element;
  };
  disconnect = () => undefined;
}

const at = (id: string) => document.querySelector(`#${id}`) as HTMLElement;
const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const wheel = () => document.body.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));

/** A row goes, as the page's own removal of it does: with the focus that was in it. */
async function leave(id: string): Promise<void> {
  at(id).blur();
  at(id).closest("li")?.remove();
  await settle();
}

/** What watches the page has heard of what changed, and has waited as long as it does. */
async function settle(): Promise<void> {
  await new Promise((done) => setImmediate(done));
  vi.runAllTimers();
}

test("a row that leaves gives the focus to the one in its place, where it can be seen", async () => {
  at("two").focus();
  press("a");
  await leave("two");
  expect(document.activeElement).toBe(at("three"));
  expect(scrolled).toEqual([at("three")]);
});

test("a row that left outside of the window takes nobody there", async () => {
  at("two").focus();
  press("a");
  look(false);
  await leave("two");
  expect(document.activeElement).toBe(at("three"));
  expect(scrolled).toEqual([]);
});

test("under whoever scrolls neither the focus nor the page moves", async () => {
  at("two").focus();
  wheel();
  await leave("two");
  expect(document.activeElement).toBe(document.body);
  expect(scrolled).toEqual([]);
});

test("whoever points is not taken to the focus", async () => {
  at("two").focus();
  at("two").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  await leave("two");
  expect(document.activeElement).toBe(at("three"));
  expect(scrolled).toEqual([]);
});

test("another page begins at its heading, and stays where it was scrolled to", async () => {
  at("two").focus();
  press("Enter");
  at("two").blur();
  at("content").innerHTML = "<h1>There</h1>";
  await settle();
  expect(document.activeElement?.tagName).toBe("H1");
  expect(scrolled).toEqual([]);
});

test("whoever skips to the content stays there", async () => {
  at("two").focus();
  press("Enter");
  at("content").focus();
  at("content").append("more");
  await settle();
  expect(document.activeElement).toBe(at("content"));
});

test("where nothing else was left, the content has the focus until its heading comes", async () => {
  at("two").focus();
  at("two").blur();
  at("content").replaceChildren();
  await settle();
  expect(document.activeElement).toBe(at("content"));
  at("content").innerHTML = "<h1>There</h1>";
  await settle();
  expect(document.activeElement?.tagName).toBe("H1");
});
