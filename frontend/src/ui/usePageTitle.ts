import { useEffect } from "react";
import { useWords } from "@/ui/useWords";

let page = "";
let unread = 0;

function paint(): void {
  document.title = unread > 0 ? `(${unread}) ${page}` : page;
  // A pinned tab shows its icon only.
  document.querySelector("link[rel=icon]")?.setAttribute("href", unread > 0 ? "/icon-unread.svg" : "/icon.svg");
}

/** Names the browser tab after the page. */
export function usePageTitle(title: string): void {
  const { t } = useWords();
  useEffect(() => {
    page = t("shell.page_title", { page: title });
    paint();
  }, [title, t]);
}

/** Writes the number of hand-offs that wait in front of the tab's title, and puts a dot on its icon. */
export function useUnreadInTitle(count: number): void {
  useEffect(() => {
    unread = count;
    paint();
    return () => {
      unread = 0;
      paint();
    };
  }, [count]);
}
