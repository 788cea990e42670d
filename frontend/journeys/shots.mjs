/** Takes a picture of every screen in both languages, both appearances and two widths: `npm run shots -- <folder>`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { landmarks, show } from "./landmarks.mjs";
import { SCREENS } from "./screens.mjs";
import { enter, openBrowser, signIn, startServer } from "./stage.mjs";

const folder = process.argv[2] ?? "../shots";
const wanted = process.argv.slice(3);
const onlyLook = process.env.TRIANGLE_SHOTS_LOOK ?? "";
const LOOKS = ["zh", "en"].flatMap((language) =>
  ["light", "dark"].flatMap((scheme) => [1280, 390].map((width) => ({ language, scheme, width }))),
).filter(({ language, scheme, width }) => `${language}-${scheme}-${width}`.startsWith(onlyLook));

const whoOf = (screen) => screen.who ?? "ar";

async function shoot(browser, server, look) {
  const { page, context } = await enter(browser, server, look);
  const label = `${look.language}-${look.scheme}-${look.width}`;
  const shot = (name, fullPage) => page.screenshot({ path: join(folder, `${name}-${label}.png`), fullPage });
  await page.goto("/");
  await page.locator("form").waitFor();
  await shot("sign-in", true);
  const screens = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  let marks = null;
  let signedIn = "";
  for (const screen of screens.toSorted((a, b) => whoOf(a).localeCompare(whoOf(b)))) {
    if (signedIn !== whoOf(screen)) {
      signedIn = whoOf(screen);
      // oxlint-disable-next-line no-await-in-loop
      await context.clearCookies();
      // oxlint-disable-next-line no-await-in-loop
      await signIn(page, `${signedIn}@demo.example`);
      // oxlint-disable-next-line no-await-in-loop
      marks = await landmarks(page);
    }
    // One after the other in the same page: each screen follows from the one before.
    // oxlint-disable-next-line no-await-in-loop
    await show(page, screen, marks);
    // oxlint-disable-next-line no-await-in-loop
    await shot(screen.name, !screen.isOverlay);
    // oxlint-disable-next-line no-await-in-loop
    await screen.after?.(page);
  }
  await context.close();
}

mkdirSync(folder, { recursive: true });
const server = await startServer({ demo: true });
const browser = await openBrowser();
try {
  // oxlint-disable-next-line no-await-in-loop
  for (const look of LOOKS) await shoot(browser, server, look);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`shots: ${folder}`);
