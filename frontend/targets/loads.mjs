/** How soon a screen stands, whether it jumps, and how soon it answers: every screen that is a page. */
import { landmarks, show } from "../journeys/landmarks.mjs";
import { SCREENS } from "../journeys/screens.mjs";
import { enter, signIn } from "../journeys/stage.mjs";
import { hearVitals } from "./probes.mjs";
import { figure, inTurn, ms, quantile } from "./table.mjs";

const LCP = 1_200;
const INP = 100;
const CLS = 0.02;

/** Signs in once and hands over the cookies, so that each screen is opened by a browser with an empty cache. */
async function passOf(browser, server, person) {
  const { page, context } = await enter(browser, server, { who: person });
  await signIn(page, `${person}@demo.example`);
  const pass = { cookies: await context.cookies(), marks: await landmarks(page) };
  await context.close();
  return pass;
}

/** Presses what works on every screen: the palette with a word, the list of keys, and the keys of lists. */
async function touch(page) {
  for (const press of ["Control+k", "k", "d", "Escape", "?", "Escape", "j", "j", "k", "Tab"]) {
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press(press);
    // oxlint-disable-next-line no-await-in-loop
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
}

async function open(browser, server, screen, pass) {
  const { page, context, complaints } = await enter(browser, server, { who: screen.name });
  await context.addCookies(pass.cookies);
  await page.addInitScript(hearVitals);
  await show(page, screen, pass.marks);
  await page.waitForLoadState("networkidle");
  const { lcp, cls } = await page.evaluate(() => window.vitals);
  await touch(page);
  const inputs = await page.evaluate(() => window.vitals.inputs);
  await context.close();
  return { name: screen.name, lcp, cls, inp: Math.max(16, ...inputs), complaints };
}

export async function loads({ browser, server, note, complain }) {
  const pages = SCREENS.filter(({ isOverlay, after }) => !isOverlay && !after);
  const people = [...new Set(pages.map(({ who }) => who ?? "ar"))];
  const found = await inTurn(people, async (person) => {
    const pass = await passOf(browser, server, person);
    const own = pages.filter(({ who }) => (who ?? "ar") === person);
    return inTurn(own, (screen) => open(browser, server, screen, pass));
  });
  const each = found.flat();
  for (const { complaints } of each) complain(complaints);
  note(each.map(({ name, lcp, inp, cls }) => [name, ms(lcp), ms(inp), cls.toFixed(3)]));
  const worst = (key) => each.toSorted((a, b) => b[key] - a[key])[0];
  const slow = worst("lcp");
  const lazy = worst("inp");
  const jumpy = worst("cls");
  const half = quantile(each.map(({ lcp }) => lcp), 0.5);
  return [
    figure(`LCP, ${each.length} screens, empty cache`, `≤ ${LCP / 1000} s`, `${ms(half)}; worst ${ms(slow.lcp)} (${slow.name})`, slow.lcp <= LCP),
    figure("INP of them", `≤ ${INP} ms`, `worst ${ms(lazy.inp)} (${lazy.name})`, lazy.inp <= INP),
    figure("CLS of them", `≤ ${CLS}`, `worst ${jumpy.cls.toFixed(3)} (${jumpy.name})`, jumpy.cls <= CLS),
  ];
}
