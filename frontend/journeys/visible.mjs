/** What tells that a screen is complete: something on it is there to see. */
export const visible = (selector) => (page) => page.locator(selector).first().waitFor();
