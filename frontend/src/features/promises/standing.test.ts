import { expect, test } from "vitest";
import type { DealSeat, Promised } from "@/api/types";
import { countsOf, isOverdue, rightsOf } from "@/features/promises/standing";

const promise = (given: Partial<Promised>): Promised => ({ ...({ status: "open", role: "FR", made_by: 9, due_on: null } as Promised), ...given });
const seat = (role: DealSeat["role"], person_id: number | null): DealSeat => ({ role, person_id, inherited: true, from_at: null, reason: "" });
const SEATS = [seat("AR", 1), seat("SR", 2), seat("FR", 3)];

test("only the seat that keeps a promise answers it, and only once", () => {
  expect(rightsOf(promise({}), SEATS, 3).mayAnswer).toBe(true);
  expect(rightsOf(promise({ role: "SR" }), SEATS, 3).mayAnswer).toBe(false);
  expect(rightsOf(promise({ status: "accepted" }), SEATS, 3).mayAnswer).toBe(false);
});

const actsFor = (person: number, role: string) => person === 3 && role === "FR";

test("a deputy has the rights of the seats of whoever is away, and of no other seat", () => {
  expect(rightsOf(promise({}), SEATS, 8, actsFor)).toMatchObject({ mayAnswer: true, mayWaive: false });
  expect(rightsOf(promise({ role: "SR" }), SEATS, 8, actsFor).mayAnswer).toBe(false);
  expect(rightsOf(promise({ status: "accepted" }), SEATS, 8, actsFor).mayKeep).toBe(true);
});

test("the account manager waives what is not ended, and the maker revises what nobody took on", () => {
  expect(rightsOf(promise({ status: "returned" }), SEATS, 1)).toMatchObject({ mayRevise: true, mayWaive: true });
  expect(rightsOf(promise({ status: "kept" }), SEATS, 1)).toMatchObject({ mayRevise: false, mayWaive: false });
  expect(rightsOf(promise({}), SEATS, 9)).toMatchObject({ mayRevise: true, mayWaive: false });
});

test("a promise is overdue from the day after, until it ends", () => {
  const now = new Date(2026, 2, 3);
  expect(isOverdue(promise({ due_on: "2026-03-03" }), now)).toBe(false);
  expect(isOverdue(promise({ due_on: "2026-03-02" }), now)).toBe(true);
  expect(isOverdue(promise({ due_on: "2026-03-02", status: "kept" }), now)).toBe(false);
});

test("each state is counted", () => {
  expect(countsOf([promise({}), promise({ status: "kept" }), promise({})])).toMatchObject({ open: 2, kept: 1, broken: 0 });
});
