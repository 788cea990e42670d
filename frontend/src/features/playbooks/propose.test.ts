import { expect, test } from "vitest";
import { propose } from "@/features/playbooks/propose";

test.each([
  ["key_account", "direct", "KD"],
  ["key_account", "partner", "KC"],
  ["sme", "direct", "SD"],
  ["sme", "partner", "SC"],
] as const)("%s by %s follows %s", (type, channel, code) => {
  expect(propose({ type, channel })).toBe(code);
});
