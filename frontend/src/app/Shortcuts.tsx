import { useHotkeys } from "@mantine/hooks";
import { Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { PartBoundary } from "@/app/PartBoundary";
import { placesOf } from "@/app/places";
import { useMissingPart } from "@/app/useMissingPart";
import { useMe } from "@/api/session";
import { useWords } from "@/ui/useWords";
import { TypedAhead } from "@/ui/TypedAhead";
import { allowSingleKeys } from "@/ui/keyboard";
import { later } from "@/ui/later";
import { useGoKeys } from "@/ui/useGoKeys";
import { useKeys } from "@/ui/useKeys";

const Palette = later(() => import("@/app/palette/Palette").then((file) => file.Palette));
const KeySheet = later(() => import("@/app/palette/KeySheet").then((file) => file.KeySheet));
const OpenRoomDialog = later(() => import("@/app/OpenRoomDialog").then((file) => file.OpenRoomDialog));

type Shown = "palette" | "keys" | "room" | null;

/** Asks for the palette from anywhere: a button needs no way to it through every component. */
export function openPalette(): void {
  document.dispatchEvent(new CustomEvent("triangle:palette"));
}

/** The keys that work on every page, and what they open; nothing of it loads before it is asked for. */
export function Shortcuts() {
  const me = useMe();
  const navigate = useNavigate();
  const { t } = useWords();
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
  const sayMissing = useMissingPart();
  const missed = () => {
    close();
    sayMissing();
  };
  return (
    <PartBoundary key={shown} onFailed={missed}>
      {shown === "palette" ? (
        <TypedAhead label={t("common.search")} onClose={close}>
          {(begun) => <Palette begun={begun} onClose={close} openRoom={() => setShown("room")} showKeys={() => setShown("keys")} />}
        </TypedAhead>
      ) : null}
      <Suspense>
        {shown === "keys" ? <KeySheet onClose={close} /> : null}
        {shown === "room" ? <OpenRoomDialog account={null} onClose={close} /> : null}
      </Suspense>
    </PartBoundary>
  );
}
