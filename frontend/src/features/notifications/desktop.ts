/** Whether this browser may show notifications of this site. */
export function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

/** Shows a notification of the browser; a click brings the page to the front. */
export function notify(title: string, body: string, tag: string): void {
  const shown = new Notification(title, { body, tag });
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
  });
}
