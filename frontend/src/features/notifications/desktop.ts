/** Whether this browser may show notifications of this site. */
export function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

/** Whether somebody looks at this page now: else only the browser can tell them. */
export function isLookedAt(): boolean {
  return !document.hidden && document.hasFocus();
}

/** Shows a notification of the browser; a click brings the page to the front and opens what it is about. */
export function notify(title: string, body: string, tag: string, open?: () => void): Notification {
  const shown = new Notification(title, { body, tag });
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
    open?.();
  });
  return shown;
}
