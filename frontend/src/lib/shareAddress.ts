/** What became of a share; `closed` when the person thought better of it. */
export type Shared = "shared" | "copied" | "closed" | "neither";

type Device = Pick<Partial<Navigator>, "share"> & { clipboard?: Pick<Clipboard, "writeText"> | undefined };

/** Hands an address to the device's own sheet on a phone, else copies it; a page without TLS can do neither. */
export async function shareAddress(url: string, title: string, device: Device = navigator, isPhone = hasCoarsePointer()): Promise<Shared> {
  if (isPhone && device.share)
    try {
      await device.share({ url, title });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "closed";
    }
  try {
    if (!device.clipboard) return "neither";
    await device.clipboard.writeText(url);
    return "copied";
  } catch {
    return "neither";
  }
}

function hasCoarsePointer(): boolean {
  return globalThis.matchMedia?.("(pointer: coarse)").matches ?? false;
}
