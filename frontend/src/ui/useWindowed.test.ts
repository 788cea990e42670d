import { expect, test } from "vitest";
import { near } from "@/ui/useWindowed";

test("only what is near the screen has elements, however long the list is", () => {
  expect(near(0, 800, 50, 5_000)).toEqual({ first: 0, last: 28 });
  expect(near(100_000, 800, 50, 5_000)).toEqual({ first: 1_988, last: 2_028 });
  expect(near(260_000, 800, 50, 5_000)).toEqual({ first: 5_000, last: 5_000 });
  expect(near(0, 800, 50, 3)).toEqual({ first: 0, last: 3 });
});
