/** So many milliseconds two busy processors may take over one step of a test; what must be quick is measured by the targets. */
export const STEP = 15_000;

// What draws nothing has no use for the library that waits for what is drawn.
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: STEP });
}
