import { setNonce } from "get-nonce";

/** The nonce that the server filled in; the content security policy lets only styles with it in. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

// What locks the scroll behind a dialog asks this package instead of Mantine.
setNonce(styleNonce());
