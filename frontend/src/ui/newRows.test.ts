import { expect, test } from "vitest";
import { withoutNew } from "@/ui/newRows";

const seen = new Set(["b", "d"]);
const key = (row: string) => row;

test("what comes above what is read, and in between, is held back; the next page is not", () => {
  expect(withoutNew(["a", "b", "c", "d", "e"], seen, key, true)).toEqual({ shown: ["b", "d", "e"], held: 2 });
});

test("a list whose newest come last holds those back as well", () => {
  expect(withoutNew(["b", "d", "e"], seen, key, false)).toEqual({ shown: ["b", "d"], held: 1 });
});

test("what left is gone, and nothing new holds nothing", () => {
  expect(withoutNew(["d"], seen, key, true)).toEqual({ shown: ["d"], held: 0 });
});
