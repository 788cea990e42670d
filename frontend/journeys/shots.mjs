/** Takes a picture of every screen in both languages, both appearances and two widths: `npm run shots -- <folder>`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SCREENS, landmarks, show } from "./screens.mjs";
import { enter, openBrowser, signIn, startServer } from "./stage.mjs";

const folder = process.argv[2] ?? "../shots";
const wanted = process.argv.slice(3);
const onlyLook = process.env.TRIANGLE_SHOTS_LOOK ?? "";
const LOOKS = ["zh", "en"].flatMap((language) =>
  ["light", "dark"].flatMap((scheme) => [1280, 390].map((width) => ({ language, scheme, width }))),
).filter(({ language, scheme, width }) => `${language}-${scheme}-${width}`.startsWith(onlyLook));

async function shoot(browser, server, look) {
  const { page, context } = await enter(browser, server, look);
  const label = `${look.language}-${look.scheme}-${look.width}`;
  const shot = (name, fullPage) => page.screenshot({ path: join(folder, `${name}-${label}.png`), fullPage });
  await page.goto("/");
  await page.locator("form").waitFor();
  await shot("sign-in", true);
  await signIn(page, process.env.TRIANGLE_SHOTS_AS ?? "ar@demo.example");
  const marks = await landmarks(page);
  for (const screen of SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    // One after the other in the same page: each screen follows from the one before.
    // oxlint-disable-next-line no-await-in-loop
    await show(page, screen, marks);
    // oxlint-disable-next-line no-await-in-loop
    await shot(screen.name, !screen.isOverlay);
  }
  await context.close();
}

mkdirSync(folder, { recursive: true });
const given = process.env.TRIANGLE_SHOTS_SERVER;
const server = given ? { address: given, stop: async () => undefined } : await startServer({ demo: true });
const browser = await openBrowser();
try {
  // oxlint-disable-next-line no-await-in-loop
  for (const look of LOOKS) await shoot(browser, server, look);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`shots: ${folder}`);
