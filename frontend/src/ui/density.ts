import { keep, recall } from "@/lib/storage";

export type Density = "normal" | "compact";

/** How tightly rows stand belongs to a screen, so this browser keeps it. */
export function currentDensity(): Density {
  return recall("density") === "compact" ? "compact" : "normal";
}

export function applyDensity(density: Density): void {
  keep("density", density);
  document.documentElement.dataset.density = density;
}
