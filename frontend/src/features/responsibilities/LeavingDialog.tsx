import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Leaving, Person } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useDeactivate, useLeaving } from "@/features/responsibilities/api";
import { type Takers, keyOfNode, keyOfSeat, missing, planOf, proposed } from "@/features/responsibilities/leaving";
import { LeavingLine } from "@/features/responsibilities/LeavingLine";
import { Loading } from "@/ui/Loading";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  person: Person;
  onClose: () => void;
}

/** Ends a person's access: everything they hold is on one sheet, with who takes it, and goes in one deed. */
export function LeavingDialog({ person, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const held = useLeaving(person.id);
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t("admin.leaving_title", { name: person.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Problem text={held.error ? problem(held.error) : null} />
      {held.data ? <Sheet person={person} held={held.data} onClose={onClose} /> : held.error ? null : <Loading />}
    </Modal>
  );
}

function Sheet({ person, held, onClose }: Props & { held: Leaving }) {
  const { t, list, name } = useWords();
  const problem = useProblem();
  const roleName = useRoleName();
  const { people } = usePeople();
  const [changed, setChanged] = useState<Takers>({});
  const takers = { ...proposed(held), ...changed };
  const take = (key: string, id: number | null) => setChanged({ ...changed, [key]: id });
  const lines = held.seats.length + held.nodes.length;
  const open = missing(held, takers);
  const others = people.filter(({ id, is_active }) => is_active && id !== person.id);
  const leaving = useDeactivate(() => {
    onClose();
    say(t("admin.deactivated", { name: person.name }));
  });
  const takeAll = (id: number | null) => {
    if (id === null) return;
    setChanged(Object.fromEntries([...held.seats.map(keyOfSeat), ...held.nodes.map(keyOfNode)].map((key) => [key, id])));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        leaving.run({ person, plan: planOf(held, takers) });
      }}
    >
      <p className={styles.lead}>{lines === 0 ? t("admin.leaving_nothing") : t("admin.leaving_text", { n: lines })}</p>
      {lines > 1 ? (
        <PersonSelect mb="md" label={t("admin.all_to")} people={others} value={null} onChange={takeAll} />
      ) : null}
      <ul className={styles.rows}>
        {held.seats.map((seat) => (
          <LeavingLine
            key={keyOfSeat(seat)}
            title={roleName(seat.role)}
            where={[seat.account, seat.deal].filter(Boolean).join(" · ")}
            people={others}
            taker={takers[keyOfSeat(seat)] ?? null}
            isNeeded={seat.role === "AR" && seat.deal_id === null}
            emptyWord={seat.deal_id === null ? t("common.vacant") : t("deals.seat_inherited")}
            onTake={(id) => take(keyOfSeat(seat), id)}
          />
        ))}
        {held.nodes.map((node) => (
          <LeavingLine
            key={keyOfNode(node)}
            title={`${node.code} ${name(node.name)} · ${list(node.duties.map((duty) => t(`responsibilities.duty_${duty}`)))}`}
            where={`${node.account} · ${node.deal}`}
            people={others}
            taker={takers[keyOfNode(node)] ?? null}
            isNeeded
            emptyWord={t("common.nobody")}
            onTake={(id) => take(keyOfNode(node), id)}
          />
        ))}
      </ul>
      <Problem text={leaving.error ? problem(leaving.error) : null} />
      <Group justify="flex-end" mt="md">
        {open > 0 ? <p className={styles.quiet}>{t("admin.leaving_missing", { n: open })}</p> : null}
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" color="red.9" loading={leaving.isRunning} disabled={open > 0}>
          {t("admin.deactivate")}
        </Button>
      </Group>
    </form>
  );
}
