/** Draws the icons of an installed page from public/icon.svg, in Chromium: `npm run icons`; the files are committed. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "../journeys/stage.mjs";

const shown = (name) => fileURLToPath(new URL(`../public/${name}`, import.meta.url));
const drawing = readFileSync(shown("icon.svg"), "utf8").replace("<svg ", '<svg width="100%" height="100%" ');
// What is cut to a circle keeps its middle four fifths; Apple's has no see-through ground.
const ICONS = [
  { name: "icon-192.png", size: 192, margin: 0 },
  { name: "icon-512.png", size: 512, margin: 0 },
  { name: "icon-maskable.png", size: 512, margin: 0.2, ground: "#f5f7fa" },
  { name: "icon-apple.png", size: 180, margin: 0.12, ground: "#f5f7fa" },
];

const browser = await openBrowser();
const draw = async ({ name, size, margin, ground = "transparent" }) => {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `margin:0;box-sizing:border-box;width:${size}px;height:${size}px;padding:${size * margin}px;background:${ground}`;
  await page.setContent(`<body style="${style}">${drawing}</body>`);
  await page.screenshot({ path: shown(name), omitBackground: true });
  await page.close();
};
await Promise.all(ICONS.map(draw));
await browser.close();
