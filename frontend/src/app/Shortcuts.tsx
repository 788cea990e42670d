import { useHotkeys } from "@mantine/hooks";
import { Suspense, lazy, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { placesOf } from "@/app/places";
import { useMe } from "@/api/session";
import { allowSingleKeys } from "@/ui/keyboard";
import { useGoKeys } from "@/ui/useGoKeys";
import { useKeys } from "@/ui/useKeys";

const Palette = lazy(() => import("@/app/palette/Palette").then((file) => ({ default: file.Palette })));
const KeySheet = lazy(() => import("@/app/palette/KeySheet").then((file) => ({ default: file.KeySheet })));
const OpenRoomDialog = lazy(() => import("@/app/OpenRoomDialog").then((file) => ({ default: file.OpenRoomDialog })));

type Shown = "palette" | "keys" | "room" | null;

/** Asks for the palette from anywhere: a button needs no way to it through every component. */
export function openPalette(): void {
  document.dispatchEvent(new CustomEvent("triangle:palette"));
}

/** The keys that work on every page, and what they open; nothing of it loads before it is asked for. */
export function Shortcuts() {
  const me = useMe();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => allowSingleKeys(me.single_keys), [me.single_keys]);
  useEffect(() => {
    const open = () => setShown("palette");
    document.addEventListener("triangle:palette", open);
    return () => document.removeEventListener("triangle:palette", open);
  }, []);
  useHotkeys([["mod+K", () => setShown("palette")]], []);
  useKeys({ "/": () => setShown("palette"), "?": () => setShown("keys") });
  useGoKeys(Object.fromEntries(placesOf(me).map(({ go, to }) => [go, () => void navigate(to)])));
  const close = () => setShown(null);
  return (
    <Suspense>
      {shown === "palette" ? (
        <Palette onClose={close} openRoom={() => setShown("room")} showKeys={() => setShown("keys")} />
      ) : null}
      {shown === "keys" ? <KeySheet onClose={close} /> : null}
      {shown === "room" ? <OpenRoomDialog account={null} onClose={close} /> : null}
    </Suspense>
  );
}
