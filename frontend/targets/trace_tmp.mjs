import { chromium } from "playwright-core";
import { signIn } from "../journeys/stage.mjs";
const base = process.argv[2]; const path = process.argv[3]; const who = process.argv[4] ?? "ar"; const n = Number(process.argv[5] ?? 3);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless","--no-sandbox","--disable-gpu","--disable-quic"] });
const first = await browser.newContext({ baseURL: base }); const p0 = await first.newPage(); await p0.goto(base);
await signIn(p0, `${who}@demo.example`).catch((e)=>console.log(e.message));
const cookies = await first.cookies(); await first.close();
for (let i = 0; i < n; i++) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.v = { lcp: [], paints: [], long: [] };
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.v.lcp.push([Math.round(e.startTime), e.size, e.element?.outerHTML?.slice(0, 80)]); }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.v.long.push([Math.round(e.startTime), Math.round(e.duration)]); }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.v.paints.push([e.name, Math.round(e.startTime)]); }).observe({ type: "paint", buffered: true });
  });
  await page.goto(base + path, { waitUntil: "networkidle" });
  await page.waitForTimeout(300);
  const r = await page.evaluate(() => {
    const nav = performance.getEntriesByType("navigation")[0];
    const res = performance.getEntriesByType("resource").map((e) => [e.name.replace(location.origin, "").slice(0, 60), Math.round(e.startTime), Math.round(e.requestStart), Math.round(e.responseEnd), e.transferSize]);
    return { ...window.v, html: [Math.round(nav.requestStart), Math.round(nav.responseEnd), Math.round(nav.domContentLoadedEventStart)], res };
  });
  console.log("html", r.html, "paints", JSON.stringify(r.paints)); console.log("lcp", JSON.stringify(r.lcp)); console.log("long", JSON.stringify(r.long));
  if (i === n - 1) { for (const e of r.res) console.log(e.join("  ")); }
  await context.close();
}
await browser.close();
