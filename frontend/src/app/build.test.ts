import { expect, test } from "vitest";
import { entryOf } from "@/app/build";

test("the entry of a built page is the script with its hashed name", () => {
  expect(entryOf('<script type="module" crossorigin src="/assets/index-Ab_9-x.js"></script>')).toBe("/assets/index-Ab_9-x.js");
});

test("a page that was not built has no entry", () => {
  expect(entryOf('<script type="module" src="/src/main.tsx"></script>')).toBeNull();
});
