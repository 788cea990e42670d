import { expect, test } from "vitest";
import { pick } from "@/features/handoffs/picking";

const ORDER = [4, 2, 7, 9, 1];
const picked = (...ids: number[]) => new Set(ids);

test("one is picked and let go of again", () => {
  expect(pick(picked(), ORDER, { id: 2, from: null })).toEqual(picked(2));
  expect(pick(picked(2, 7), ORDER, { id: 2, from: null })).toEqual(picked(7));
});

test("with shift all between the last and this are as this becomes, upwards and downwards", () => {
  expect(pick(picked(2), ORDER, { id: 9, from: 2 })).toEqual(picked(2, 7, 9));
  expect(pick(picked(9), ORDER, { id: 4, from: 9 })).toEqual(picked(4, 2, 7, 9));
  expect(pick(picked(2, 7, 9), ORDER, { id: 9, from: 2 })).toEqual(picked());
});

test("the last one may have been answered meanwhile", () => {
  expect(pick(picked(), ORDER, { id: 7, from: 5 })).toEqual(picked(7));
});
