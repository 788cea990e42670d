import { expect, test, vi } from "vitest";
import { shareAddress } from "@/lib/shareAddress";

const LINK = "https://triangle.example/deals/1?node=2";
const closing = () => Promise.reject(new DOMException("closed", "AbortError"));

test("a phone's own sheet comes first", async () => {
  const share = vi.fn<() => Promise<void>>(() => Promise.resolve());

  expect(await shareAddress(LINK, "deal", { share }, true)).toBe("shared");
  expect(share).toHaveBeenCalledWith({ url: LINK, title: "deal" });
});

test("a sheet that was closed copies nothing behind the person's back", async () => {
  const writeText = vi.fn<() => Promise<void>>(() => Promise.resolve());

  expect(await shareAddress(LINK, "deal", { share: closing, clipboard: { writeText } }, true)).toBe("closed");
  expect(writeText).not.toHaveBeenCalled();
});

test("elsewhere the address is copied, and who can do neither is told", async () => {
  const writeText = vi.fn<() => Promise<void>>(() => Promise.resolve());

  expect(await shareAddress(LINK, "deal", { share: () => Promise.resolve(), clipboard: { writeText } }, false)).toBe("copied");
  expect(await shareAddress(LINK, "deal", { clipboard: undefined }, false)).toBe("neither");
  expect(await shareAddress(LINK, "deal", { clipboard: { writeText: () => Promise.reject(new Error("denied")) } }, false)).toBe("neither");
});
