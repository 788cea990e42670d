import { Button, Menu } from "@mantine/core";
import { useMe } from "@/api/session";
import type { Card } from "@/api/types";
import { choicesOfSome, whyNot } from "@/features/handoffs/puttingOff";
import { usePutOff } from "@/features/handoffs/usePutOff";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

interface Props {
  /** Those that are picked. */
  cards: Card[];
  isOffline: boolean;
  /** Called once they are on their way. */
  onPutOff: () => void;
}

/** Puts several off until one moment: each that is due later, and how many those are where it is not all of them. */
export function PutOffMenu({ cards, isOffline, onPutOff }: Props) {
  const { t, moment } = useWords();
  const me = useMe().id;
  const now = useNow();
  const putOff = usePutOff();
  const handoffs = cards.map(({ handoff }) => handoff);
  const moments = choicesOfSome(handoffs, now, me);
  const said = (until: string) => {
    const n = handoffs.filter((handoff) => whyNot(handoff, until, me) === null).length;
    const at = moment(until);
    return n === handoffs.length ? t("handoffs.until", { at }) : t("handoffs.until_some", { at, n, all: handoffs.length });
  };
  const choose = (until: string) => {
    void putOff(cards, until);
    onPutOff();
  };
  if (moments.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {/* Without a sign: on a phone the three buttons of the bar have one line. */}
        <Button variant="default" disabled={isOffline}>
          {t("handoffs.snooze")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {moments.map((until) => (
          <Menu.Item key={until} onClick={() => choose(until)}>
            {said(until)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
