import { expect, test } from "vitest";
import type { Notice } from "@/api/types";
import { gather } from "@/features/notifications/gather";

const box = (...ids: number[]) => ({ data: ids.map((id) => ({ id }) as Notice) });

test("nothing is said of the boxes until each of them has come", () => {
  expect(gather([box(1), box(2), undefined])).toBeUndefined();
  expect(gather([box(1), box(2), box()])?.map(({ id }) => id)).toEqual([1, 2]);
  expect(gather([box(1), box(), box(9, 8)])?.map(({ id }) => id)).toEqual([1, 9, 8]);
});
