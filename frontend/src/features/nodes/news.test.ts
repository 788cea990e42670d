import { expect, test } from "vitest";
import type { Entry } from "@/api/types";
import { itemOf, nodeOf } from "@/features/nodes/news";

const said = (data: object) => ({ data }) as Entry;

test("an entry of an item is news of the item and of its node", () => {
  const entry = said({ item: { id: 3, node_id: 7 } });
  expect([itemOf(entry), nodeOf(entry)]).toEqual([3, 7]);
});

test("an entry of a node is no news of an item, one of the deal is of neither", () => {
  expect([itemOf(said({ node: { id: 7 } })), nodeOf(said({ node: { id: 7 } }))]).toEqual([null, 7]);
  expect([itemOf(said({ deal: { id: 1 } })), nodeOf(said({ deal: { id: 1 } }))]).toEqual([null, null]);
});
