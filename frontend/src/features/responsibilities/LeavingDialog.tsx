import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Leaving, Person } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useDeactivate, useLeaving } from "@/features/responsibilities/api";
import { type Takers, keyOfHandoff, keyOfNode, keyOfSeat, missing, planOf, proposed } from "@/features/responsibilities/leaving";
import { LeavingLine } from "@/features/responsibilities/LeavingLine";
import { FormDialog } from "@/ui/FormDialog";
import { Loading } from "@/ui/Loading";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import styles from "@/ui/Rows.module.css";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  person: Person;
  onClose: () => void;
}

const NOTHING: Leaving = { seats: [], nodes: [], handoffs: [] };

/** Ends a person's access: everything they hold is on one sheet, with who takes it, and goes in one deed. */
export function LeavingDialog({ person, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const query = useLeaving(person.id);
  const held = query.data ?? NOTHING;
  const [changed, setChanged] = useState<Takers>({});
  const takers = { ...proposed(held), ...changed };
  const open = missing(held, takers);
  const leaving = useDeactivate(() => {
    onClose();
    say(t("admin.deactivated", { name: person.name }));
  });
  const error = query.error ?? leaving.error;
  return (
    <FormDialog
      title={t("admin.leaving_title", { name: person.name })}
      act={t("admin.deactivate")}
      size="xl"
      isDangerous
      isReady={query.data !== undefined && open === 0}
      isBusy={leaving.isRunning}
      isChosen={Object.keys(changed).length > 0}
      problem={error ? problem(error) : null}
      aside={open > 0 ? <p className={styles.quiet}>{t("admin.leaving_missing", { n: open })}</p> : null}
      onSubmit={() => leaving.run({ person, plan: planOf(held, takers) })}
      onClose={onClose}
    >
      {query.data ? <Sheet person={person} held={query.data} takers={takers} onTake={(taken) => setChanged({ ...changed, ...taken })} /> : null}
      {query.isPending ? <Loading /> : null}
    </FormDialog>
  );
}

interface SheetProps {
  person: Person;
  held: Leaving;
  takers: Takers;
  onTake: (taken: Takers) => void;
}

function Sheet({ person, held, takers, onTake }: SheetProps) {
  const { t, list, name } = useWords();
  const roleName = useRoleName();
  const { people, nameOf } = usePeople();
  const take = (key: string, id: number | null) => onTake({ [key]: id });
  const lines = held.seats.length + held.nodes.length + held.handoffs.length;
  const others = people.filter(({ id, is_active }) => is_active && id !== person.id);
  const takeAll = (id: number | null) => {
    if (id === null) return;
    const all = [...held.seats.map(keyOfSeat), ...held.nodes.map(keyOfNode), ...held.handoffs.map(keyOfHandoff)];
    onTake(Object.fromEntries(all.map((key) => [key, id])));
  };
  return (
    <>
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
        {held.handoffs.map((handoff) => (
          <LeavingLine
            key={keyOfHandoff(handoff)}
            title={t("admin.leaving_handoff", { node: `${handoff.code} ${name(handoff.name)}` })}
            where={`${handoff.account} · ${handoff.deal} · ${t("admin.leaving_given", { giver: nameOf(handoff.giver_id) })}`}
            people={others}
            taker={takers[keyOfHandoff(handoff)] ?? null}
            isNeeded
            emptyWord={t("common.nobody")}
            onTake={(id) => take(keyOfHandoff(handoff), id)}
          />
        ))}
      </ul>
    </>
  );
}
