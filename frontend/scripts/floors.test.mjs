import { expect, test } from "vitest";
import { violations } from "./floors.mjs";

const laws = [
  ["a floor above", "lib/time.ts", 'import { get } from "@/api/client";'],
  ["a floor above, relatively", "api/client.ts", 'import { x } from "../features/nodes/api";'],
  ["another feature", "features/nodes/NodePanel.tsx", 'import { x } from "@/features/handoffs/api";'],
  ["another feature, relatively", "features/nodes/NodePanel.tsx", 'import { x } from "../handoffs/api";'],
  ["another feature, lazily", "features/nodes/NodePanel.tsx", 'const x = import("@/features/handoffs/api");'],
  ["React in lib", "lib/time.ts", 'import { useState } from "react";'],
  ["a stray folder", "helpers/x.ts", "export {};"],
  ["a barrel file", "features/nodes/index.ts", 'export { x } from "./api";'],
];

test.each(laws)("refuses %s", (_, path, source) => {
  expect(violations([[path, source]])).not.toEqual([]);
});

test("allows looking down and inside one feature", () => {
  const files = [
    ["features/nodes/NodePanel.tsx", 'import { useNode } from "./api"; import { Face } from "@/ui/Face";'],
    ["app/App.tsx", 'import { NodePanel } from "@/features/nodes/NodePanel";'],
  ];
  expect(violations(files)).toEqual([]);
});
