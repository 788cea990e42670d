import { expect, test } from "vitest";
import type { Card, Entry } from "@/api/types";
import { handoffEntries } from "@/features/handoffs/entries";

function card(id: number, answers: Record<number, string>): Card {
  const receipts = Object.entries(answers).map(([receiver, status]) => ({ receiver_id: Number(receiver), status, stand_ins: [] }));
  return { handoff: { id, receipts } } as unknown as Card;
}

function entry(said: Card): Entry {
  return { stream: "user:7", type: "handoff.offered", seq: 1, data: said as unknown } as Entry;
}

const { inbox } = handoffEntries["handoff.offered"];

test("an offer to me joins the inbox", () => {
  expect(inbox([card(1, { 7: "offered" })], entry(card(2, { 7: "offered" }))).map((each) => each.handoff.id)).toEqual([
    1, 2,
  ]);
});

test("my answer takes it out while others still wait", () => {
  expect(inbox([card(2, { 7: "offered", 8: "offered" })], entry(card(2, { 7: "accepted", 8: "offered" })))).toEqual([]);
});

test("another receiver's answer keeps it in", () => {
  const after = card(2, { 7: "offered", 8: "accepted" });
  expect(inbox([card(2, { 7: "offered", 8: "offered" })], entry(after))).toEqual([after]);
});

test("what I gave to others never waits for me", () => {
  const before = [card(1, { 7: "offered" })];
  expect(inbox(before, entry(card(2, { 8: "offered" })))).toBe(before);
});
