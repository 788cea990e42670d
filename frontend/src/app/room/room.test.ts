import { expect, test } from "vitest";
import type { Room } from "@/api/types";
import { currentNode, likelyReceivers } from "@/app/room/room";

function room(part: Partial<Room>): Room {
  const nodes = [
    { id: 1, status: "done" },
    { id: 2, status: "active" },
    { id: 3, status: "active" },
    { id: 4, status: "waiting" },
  ];
  return { stages: [{ nodes }], handoffs: [], responsibilities: [], seats: [], ...part } as unknown as Room;
}

const row = (node_id: number, person_id: number, duty: string) => ({ node_id, person_id, duty });

test("my running node comes first", () => {
  const mine = room({ responsibilities: [row(3, 7, "A")] as Room["responsibilities"] });
  expect(currentNode(mine, 7)).toBe(3);
  expect(currentNode(mine, 8)).toBe(2);
});

test("whoever works on a node is the likeliest to take it, oneself excepted", () => {
  const rows = [row(2, 9, "C"), row(2, 7, "A"), row(2, 8, "R"), row(3, 5, "R")] as Room["responsibilities"];
  expect(likelyReceivers(room({ responsibilities: rows }), 2, 7)).toEqual([8, 9]);
});
