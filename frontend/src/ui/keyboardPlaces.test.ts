// @vitest-environment happy-dom
/** Where on a page a key is somebody else's. */
import { afterEach, expect, test } from "vitest";
import { isBusy } from "@/ui/keyboard";
import { holdsUnsaved, unsaved } from "@/ui/unsaved";

afterEach(() => document.body.replaceChildren());

/** What a listener of the document makes of a key that was pressed in an element. */
function pressed(key: string, target: Element, before: () => void = () => undefined): boolean {
  const heard: boolean[] = [];
  const listen = (event: KeyboardEvent) => heard.push(isBusy(event));
  window.addEventListener("keydown", before, { capture: true, once: true });
  document.addEventListener("keydown", listen, { once: true });
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  return heard[0] ?? false;
}

const found = (selector: string) => document.querySelector(selector) as Element;

test("a letter on the choice of a reason in a form answers nothing, on a choice beside a list it does", () => {
  document.body.innerHTML = `<form><input id="reason" type="radio"></form><input id="filter" type="radio">`;
  expect(pressed("a", found("#reason"))).toBe(true);
  expect(pressed("Enter", found("#reason"))).toBe(true);
  expect(pressed("a", found("#filter"))).toBe(false);
});

test("Escape that closed a dialog closes nothing under it", () => {
  document.body.innerHTML = `<div role="dialog" aria-modal="true"><button>Send</button></div><button id="under"></button>`;
  expect(pressed("Escape", found("[role=dialog] button"), () => found("[role=dialog]").remove())).toBe(true);
  expect(pressed("Escape", found("#under"))).toBe(false);
});

test("a part of the page holds what was typed in it until that is kept", () => {
  document.body.innerHTML = `<aside><form></form></aside>`;
  const mark = (isTyped: boolean) => {
    const { "data-unsaved": isMarked } = unsaved(isTyped);
    found("form").toggleAttribute("data-unsaved", Boolean(isMarked));
  };
  expect(holdsUnsaved(found("aside"))).toBe(false);
  mark(true);
  expect(holdsUnsaved(found("aside"))).toBe(true);
  mark(false);
  expect(holdsUnsaved(found("aside"))).toBe(false);
  expect(holdsUnsaved(null)).toBe(false);
});
