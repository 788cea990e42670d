import { Button, Chip, Group } from "@mantine/core";
import { IconHeartHandshake, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "@/api/session";
import type { DealSeat, Promised } from "@/api/types";
import { BurnDown } from "@/features/promises/BurnDown";
import { PromiseCard } from "@/features/promises/PromiseCard";
import { type Named, PromiseDialog } from "@/features/promises/PromiseDialog";
import styles from "@/features/promises/PromiseRegister.module.css";
import { type ActsFor, countsOf, type PromiseStatus, rightsOf, STATUSES } from "@/features/promises/standing";
import { Empty } from "@/ui/Empty";
import { useEdited } from "@/ui/useEdited";
import { useWords } from "@/ui/useWords";

const NO_RIGHTS = { mayAnswer: false, mayRevise: false, mayKeep: false, mayWaive: false };

interface Props {
  dealId: number;
  promises: Promised[];
  seats: DealSeat[];
  contacts: Named[];
  nodes: Named[];
  /** The node at which a new promise is most likely made. */
  current: number | null;
  mayMake: boolean;
  /** Whether the reader acts for somebody in a seat of a room that goes on. */
  actsFor: ActsFor;
  /** The promise that the address asks for. */
  asked: number | null;
}

/** Everything the customer of a deal was promised, what waits first. */
export function PromiseRegister({ dealId, promises, seats, contacts, nodes, current, mayMake, actsFor, asked }: Props) {
  const { t } = useWords();
  const me = useMe();
  const [shown, setShown] = useState<PromiseStatus | "all">("all");
  const edited = useEdited(promises);
  const counts = countsOf(promises);
  const isDeputy = seats.some(({ person_id: person, role }) => person !== null && actsFor(person, role));
  const order = promises.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.id - a.id);
  const found = order.filter(({ status }) => shown === "all" || status === shown);
  const make = mayMake ? (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => edited.edit("new")}>
      {t("promises.make")}
    </Button>
  ) : null;
  return (
    <section className={styles.register} aria-label={t("promises.title")}>
      {promises.length === 0 ? (
        <Empty icon={<IconHeartHandshake aria-hidden="true" />} title={t("promises.empty_title")} text={t("promises.empty_text")}>
          {make}
        </Empty>
      ) : (
        <>
          <div className={styles.head}>
            <BurnDown counts={counts} />
            {make}
          </div>
          <Chip.Group multiple={false} value={shown} onChange={(value) => setShown(value as typeof shown)}>
            <Group gap={6} role="radiogroup" aria-label={t("promises.filter")}>
              <Chip value="all" size="sm" variant="outline">
                {t("promises.filter_all", { n: promises.length })}
              </Chip>
              {STATUSES.map((status) => (
                <Chip key={status} value={status} size="sm" variant="outline">
                  {t("promises.filter_status", { status: t(`promises.status_${status}`), n: counts[status] })}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          {found.length === 0 ? <p className={styles.none}>{t("promises.none_found")}</p> : null}
          <ul className={styles.cards}>
            {found.map((promise) => (
              <PromiseCard
                key={promise.id}
                promise={promise}
                contact={nameIn(contacts, promise.contact_id)}
                node={nameIn(nodes, promise.node_id)}
                keeper={seats.find(({ role }) => role === promise.role)?.person_id ?? null}
                rights={mayMake || isDeputy ? rightsOf(promise, seats, me.id, actsFor) : NO_RIGHTS}
                isAsked={promise.id === asked}
                onRevise={() => edited.edit(promise)}
              />
            ))}
          </ul>
        </>
      )}
      {edited.isOpen ? (
        <PromiseDialog
          dealId={dealId}
          known={edited.known}
          contacts={contacts}
          nodes={nodes}
          node={current}
          onClose={edited.close}
        />
      ) : null}
    </section>
  );
}

function nameIn(named: Named[], id: number | null): string | null {
  return named.find((each) => each.id === id)?.name ?? null;
}
