import { expect, test } from "vitest";
import { deviceOf } from "@/lib/device";

test.each([
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari · iPhone"],
  ["python-requests/2", ""],
])("%s", (agent, words) => {
  expect(deviceOf(agent)).toBe(words);
});
