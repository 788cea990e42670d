import { Button, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { AccountSelect } from "@/app/AccountSelect";
import type { Account } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useOpenRoom } from "@/features/deals/api";
import { PlaybookSelect } from "@/features/playbooks/PlaybookSelect";
import { propose } from "@/features/playbooks/propose";
import { toDayField } from "@/lib/time";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const DAYS_TO_CLOSE = 180;

interface Props {
  /** The account the room is for; without one it is chosen here. */
  account: Account | null;
  onClose: () => void;
}

/** Opens a deal room in one dialog; everything but the title is filled in already. */
export function OpenRoomDialog({ account: given, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const navigate = useNavigate();
  const [account, setAccount] = useState(given);
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | string>("");
  const [closesOn, setClosesOn] = useState(() => toDayField(new Date(Date.now() + DAYS_TO_CLOSE * 86_400_000)));
  const opening = useOpenRoom((room) => {
    onClose();
    say(t("deals.opened_room"));
    void navigate(`/deals/${room.id}`);
  });
  const fieldError = useFieldErrors(opening.error);
  const playbook = chosen ?? (account ? propose(account) : "KD");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!account) return;
    const money = { amount: Number(amount) || 0, currency: "CNY" };
    opening.run({ account_id: account.id, title: title.trim(), playbook, ...money, closes_on: closesOn || null });
  };
  return (
    <Modal opened centered onClose={onClose} title={t("deals.open_room")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {given ? <TextInput label={t("deals.account")} readOnly value={given.name} /> : <AccountSelect onChange={setAccount} />}
          <TextInput
            label={t("deals.deal_title")}
            placeholder={t("deals.deal_title_hint")}
            required
            maxLength={200}
            data-autofocus={given ? true : undefined}
            value={title}
            error={fieldError("title")}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <PlaybookSelect value={playbook} isProposed={chosen === null && account !== null} onChange={setChosen} />
          <Group grow align="start">
            <NumberInput
              label={t("deals.amount_cny")}
              hideControls
              min={0}
              decimalScale={2}
              thousandSeparator=","
              value={amount}
              error={fieldError("amount")}
              onChange={setAmount}
            />
            <TextInput
              label={t("deals.closes_on")}
              type="date"
              value={closesOn}
              error={fieldError("closes_on")}
              onChange={(event) => setClosesOn(event.currentTarget.value)}
            />
          </Group>
          <Problem text={opening.error ? problem(opening.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={opening.isRunning} disabled={!account || !title.trim()}>
              {t("deals.open")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
