/** How long each frame took while something was done to a page. */

export async function framesWhile(page, act) {
  await page.evaluate(() => {
    window.drawn = [];
    let last = performance.now();
    const tick = (now) => {
      window.drawn.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  return page.evaluate(() => window.drawn.slice(1));
}
