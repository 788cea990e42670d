import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { DealSeat, Room } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useAssignDealSeat } from "@/features/deals/api";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { Problem } from "@/ui/Problem";
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
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={t("accounts.change_seat", { role })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assign(personId);
        }}
      >
        <Stack gap="md">
          <PersonSelect label={t("common.person")} people={people} value={personId} onChange={setPersonId} data-autofocus />
          <TextInput
            label={t("common.optional", { label: t("accounts.seat_reason") })}
            placeholder={t("accounts.seat_reason_hint")}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Problem text={assigning.error ? problem(assigning.error) : null} />
          <Group justify="flex-end">
            {seat.inherited ? null : (
              <Button variant="subtle" loading={assigning.isRunning} onClick={() => assign(null)}>
                {t("deals.seat_inherited")}
              </Button>
            )}
            <Button
              type="submit"
              loading={assigning.isRunning}
              disabled={personId === null || personId === seat.person_id}
            >
              {t("accounts.assign")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
