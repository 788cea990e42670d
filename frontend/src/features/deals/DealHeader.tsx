import { Menu, Button } from "@mantine/core";
import { IconDots, IconPencil, IconRefresh, IconThumbDown, IconTrophy } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Room } from "@/api/types";
import type { Ending } from "@/features/deals/api";
import { DealStatus } from "@/features/deals/DealStatus";
import { EditDealDialog } from "@/features/deals/EditDealDialog";
import { DealWinRate } from "@/features/deals/DealWinRate";
import { EndDealDialog } from "@/features/deals/EndDealDialog";
import { ShareButton } from "@/features/deals/ShareButton";
import styles from "@/features/deals/DealHeader.module.css";
import { daysSince } from "@/lib/time";
import { usePageTitle } from "@/ui/usePageTitle";
import { useWords } from "@/ui/useWords";

interface Props {
  room: Room;
  can: string[];
  /** Who else is here. */
  presence: ReactNode;
  /** What lies in the gap below. */
  note: ReactNode;
}

/** The deal at a glance: account, title, amount, win rate, close date, state, and what I may do with it. */
export function DealHeader({ room, can, presence, note }: Props) {
  const { t, amount, wholeAmount, day, name } = useWords();
  const [asking, setAsking] = useState<Ending | "edit" | null>(null);
  usePageTitle(room.title);
  const late = room.status === "open" && room.closes_on ? Math.max(0, daysSince(room.closes_on)) : 0;
  const close = () => setAsking(null);
  return (
    <header className={styles.head}>
      <div className={styles.titles}>
        <div className={styles.top}>
          <Link to={`/accounts/${room.account.id}`}>{room.account.name}</Link>
          {presence}
        </div>
        <h1 className={styles.title}>
          {room.title} <DealStatus status={room.status} />
        </h1>
        <p className={styles.facts}>
          <span>
            {t("deals.playbook_version", { name: name(room.playbook.name), version: room.playbook.version })}
          </span>
          {room.closes_on ? <span>{t("deals.closes", { day: day(room.closes_on) })}</span> : null}
          {late > 0 ? <span className={styles.late}>{t("deals.late_close", { n: late })}</span> : null}
        </p>
      </div>
      <div className={styles.worth}>
        <p className={styles.amount} title={wholeAmount(room.amount, room.currency)}>
          {amount(room.amount, room.currency)}
        </p>
        {room.status === "open" ? <DealWinRate room={room} /> : null}
      </div>
      <ShareButton title={`${room.account.name} / ${room.title}`} />
      {can.some((verb) => verb in ITEMS) ? (
        <Menu position="bottom-end" shadow="md" width={200} withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button variant="default" aria-label={t("common.more")} px="xs">
              <IconDots size={18} aria-hidden="true" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {ORDER.filter((verb) => can.includes(verb)).map((verb) => {
              const Icon = ITEMS[verb];
              return (
                <Menu.Item key={verb} leftSection={<Icon size={16} aria-hidden="true" />} onClick={() => setAsking(verb)}>
                  {t(`deals.act_${verb}`)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {note}
      {asking === "edit" ? <EditDealDialog deal={room} onClose={close} /> : null}
      {asking && asking !== "edit" ? <EndDealDialog deal={room} verb={asking} onClose={close} /> : null}
    </header>
  );
}

const ITEMS = { edit: IconPencil, win: IconTrophy, lose: IconThumbDown, reopen: IconRefresh };
const ORDER = ["edit", "win", "lose", "reopen"] as const;
