/** Somebody is faster: a thing changes for good while a page's own change of it is on its way. */

/** Makes a change, once, before the next such write of a page to such an address arrives; the server then refuses that one by itself. */
export async function beFaster(page, pattern, change, method = "PATCH") {
  let isNext = true;
  await page.route(pattern, async (route) => {
    // What is read, and the faster change itself, go their way.
    if (!isNext || route.request().method() !== method) return route.fallback();
    isNext = false;
    await change();
    return route.continue();
  });
}

/** Waits for a choice that can be made: what is there now has come, so that both answers are open. */
export async function choiceIsOpen(page) {
  const open = page.locator("[data-conflict] button:enabled");
  // Keep mine, take theirs, compare.
  await open.nth(2).waitFor();
  await page.locator("[data-conflict] button[aria-expanded]").click();
  await page.locator("[data-compare]").waitFor();
}
