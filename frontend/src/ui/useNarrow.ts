import { useMediaQuery } from "@mantine/hooks";

/** Whether the screen is so narrow that each row of a table stands as a card; the same width stands in its style. */
export function useNarrow(width = 800): boolean {
  return useMediaQuery(`(max-width: ${width}px)`, window.innerWidth <= width);
}
