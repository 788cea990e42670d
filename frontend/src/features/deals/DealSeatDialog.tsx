import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { DealSeat, Room } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useAssignDealSeat } from "@/features/deals/api";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  room: Room;
  seat: DealSeat;
  onClose: () => void;
}

/** Names another person for one deal, or gives the seat back to the account. */
export function DealSeatDialog({ room, seat, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const roleName = useRoleName();
  const { people } = usePeople();
  const [personId, setPersonId] = useState(seat.person_id);
  const [reason, setReason] = useState("");
  const role = roleName(seat.role);
  const assigning = useAssignDealSeat(room, () => {
    onClose();
    say(t("accounts.seat_assigned", { role }));
  });
  const assign = (person: number | null) => assigning.run({ role: seat.role, personId: person, reason: reason.trim() });
  const back = seat.inherited ? null : (
    <Button variant="subtle" loading={assigning.isRunning} onClick={() => assign(null)}>
      {t("deals.seat_inherited")}
    </Button>
  );
  return (
    <FormDialog
      title={t("accounts.change_seat", { role })}
      act={t("accounts.assign")}
      isReady={personId !== null && personId !== seat.person_id}
      isBusy={assigning.isRunning}
      isChosen={personId !== seat.person_id}
      problem={assigning.error ? problem(assigning.error) : null}
      aside={back}
      onSubmit={() => assign(personId)}
      onClose={onClose}
    >
      <PersonSelect label={t("common.person")} people={people} value={personId} onChange={setPersonId} openOnFocus={false} data-autofocus />
      <TextInput
        label={t("common.optional", { label: t("accounts.seat_reason") })}
        placeholder={t("accounts.seat_reason_hint")}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
