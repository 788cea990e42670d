import type { Across } from "@/features/matrix/model";

export interface Layout {
  row: number;
  head: number;
  first: number;
  column: number;
}

/** Sizes in pixels; people stand upright in narrow columns, roles have room for a name. */
export function layoutOf(across: Across, width: number): Layout {
  const isNarrow = width < 700;
  return {
    row: 34,
    head: across === "people" ? 108 : 40,
    first: isNarrow ? 164 : 300,
    column: across === "people" ? 42 : 148,
  };
}
