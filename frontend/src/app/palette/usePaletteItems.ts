import { useMantineColorScheme } from "@mantine/core";
import {
  IconBriefcase,
  IconBuilding,
  IconCheckbox,
  IconClock,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconNotes,
  IconPlus,
  IconSun,
  IconSunMoon,
  IconUser,
} from "@tabler/icons-react";
import { CHINESE } from "@/app/Choices";
import { type Item, fits, inOrder } from "@/app/palette/items";
import { recentOf } from "@/app/palette/recent";
import { placesOf } from "@/app/places";
import { useMe } from "@/api/session";
import type { Hit } from "@/api/types";
import { useSignOut } from "@/features/identity/api";
import { addressOf } from "@/features/search/api";
import { useWords } from "@/ui/useWords";

const ICONS = { account: IconBuilding, deal: IconBriefcase, person: IconUser, node: IconCheckbox, note: IconNotes };
const SCHEMES = { light: IconSun, dark: IconMoon, auto: IconSunMoon };

interface Acts {
  openRoom: () => void;
  showKeys: () => void;
}

/** The lines of the palette for what was typed: places and acts known here, and what the server found. */
export function usePaletteItems(typed: string, hits: Hit[], acts: Acts): Item[] {
  const actions = useActions(acts);
  const { t, name } = useWords();
  const me = useMe();
  const pages = placesOf(me).map(
    ({ to, key, Icon, go }): Item => ({ id: to, group: "pages", label: t(key), icon: Icon, to, keys: `g ${go}` }),
  );
  if (typed === "") {
    const recent = recentOf(me.id).map(
      ({ to, label, detail, kind }): Item => {
        const icon = ICONS[kind as Hit["kind"]] ?? IconClock;
        return { id: `recent ${to}`, group: "recent", label, detail, icon, to };
      },
    );
    return inOrder([...recent, ...pages, ...actions]);
  }
  const found = hits.map((hit): Item => {
    const label = (hit.name ? `${hit.title} ${name(hit.name)}` : hit.title) || t("notes.main");
    return { id: `${hit.kind} ${hit.id}`, group: hit.kind, label, detail: hit.within, icon: ICONS[hit.kind], to: addressOf(hit) };
  });
  return inOrder([...[...pages, ...actions].filter((item) => fits(item, typed)), ...found]);
}

function useActions({ openRoom, showKeys }: Acts): Item[] {
  const { t, language, speak } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const me = useMe();
  const other = language === "zh" ? "en" : "zh";
  const room: Item[] = me.is_guest
    ? []
    : [{ id: "open room", group: "actions", label: t("deals.open_room"), icon: IconPlus, act: openRoom }];
  const schemes = (["light", "dark", "auto"] as const).map((scheme): Item => {
    const label = t("palette.scheme", { scheme: t(`shell.scheme_${scheme}`) });
    return { id: `theme ${scheme}`, group: "actions", label, icon: SCHEMES[scheme], act: () => setColorScheme(scheme) };
  });
  const speakLabel = t("palette.speak", { language: other === "en" ? "English" : (CHINESE ?? "") });
  return [
    ...room,
    ...schemes,
    { id: `language ${other}`, group: "actions", label: speakLabel, icon: IconLanguage, act: () => speak(other) },
    { id: "keys shortcuts", group: "actions", label: t("palette.keys"), icon: IconKeyboard, keys: "?", act: showKeys },
    { id: "sign out", group: "actions", label: t("shell.sign_out"), icon: IconLogout, act: () => signOut.run() },
  ];
}
