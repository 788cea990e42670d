import { Button, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { usePeople } from "@/api/people";
import type { Account, Role } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { type SeatWish, useAssignSeat } from "@/features/accounts/api";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { Problem } from "@/ui/Problem";
import { SmallDialog } from "@/ui/SmallDialog";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  account: Account;
  role: Role;
  /** The button that opens the picker, given what it is called. */
  children: (label: string, open: () => void) => ReactNode;
}

/** Puts a person in a seat at once, with a way to undo it. */
export function SeatPicker({ account, role, children }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const roleName = useRoleName();
  const { people } = usePeople();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const before = account.seats.find((seat) => seat.role === role)?.person_id ?? null;
  const undoing = useAssignSeat(() => undefined);
  const assigning = useAssignSeat((changed, wish) => {
    setOpen(false);
    setReason("");
    const back: SeatWish = { ...wish, version: changed.version, personId: before, reason: t("common.undo") };
    say(t("accounts.seat_assigned", { role: roleName(role) }), { undo: () => undoing.run(back) });
  });
  const assign = (personId: number | null) =>
    assigning.run({ accountId: account.id, version: account.version, role, personId, reason: reason.trim() });
  const label = before === null ? t("accounts.assign_seat", { role: roleName(role) }) : t("accounts.change_seat", { role: roleName(role) });
  return (
    <SmallDialog isOpen={isOpen} setOpen={setOpen} label={label} width={280} opener={children(label, () => setOpen(!isOpen))}>
      <Stack gap="sm">
        <TextInput
          label={t("common.optional", { label: t("accounts.seat_reason") })}
          placeholder={t("accounts.seat_reason_hint")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <PersonSelect
          label={t("common.person")}
          people={people.filter(({ id }) => id !== before)}
          value={null}
          onChange={(id) => id !== null && assign(id)}
          comboboxProps={{ withinPortal: false }}
          disabled={assigning.isRunning}
          data-autofocus
        />
        {before === null ? null : (
          <Button variant="subtle" size="compact-sm" loading={assigning.isRunning} onClick={() => assign(null)}>
            {t("accounts.leave_vacant")}
          </Button>
        )}
        <Problem text={assigning.error ? problem(assigning.error) : null} />
      </Stack>
    </SmallDialog>
  );
}
