// @vitest-environment happy-dom
/** Whoever changes the text by a button types on in the text, from the very next key. */
import { Editor } from "@tiptap/core";
import { afterEach, expect, test } from "vitest";
import { content } from "@/features/notes/extensions";
import { inText } from "@/features/notes/inText";

const host = { words: () => ({ box: "", make: "", made: "" }), make: () => undefined, show: null };

afterEach(() => document.body.replaceChildren());

test("a change by a button leaves the focus in the text, and waits for no frame", () => {
  const [place, button] = [document.createElement("div"), document.createElement("button")];
  document.body.append(place, button);
  const editor = new Editor({ element: place, injectCSS: false, extensions: content(host), content: "<p>word</p>" });
  button.focus();

  inText(editor).selectAll().toggleBold().run();

  expect(document.activeElement).toBe(editor.view.dom);
  expect(editor.getHTML()).toContain("<strong>word</strong>");
  editor.destroy();
});
