import type { Notice } from "@/api/types";

/**
 * What stands in several boxes; undefined until each has come. One that came after the others would bring what has
 * long been told, as if it were new.
 */
export function gather(boxes: readonly ({ data: Notice[] } | undefined)[]): Notice[] | undefined {
  return boxes.every((box) => box !== undefined) ? boxes.flatMap(({ data }) => data) : undefined;
}
