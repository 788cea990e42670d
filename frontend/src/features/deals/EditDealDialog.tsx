import { Button, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Deal } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useEditDeal } from "@/features/deals/api";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

export function EditDealDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const editing = useEditDeal(deal, onClose);
  const fieldError = useFieldErrors(editing.error);
  const [title, setTitle] = useState(deal.title);
  const [amount, setAmount] = useState<number | string>(deal.amount ?? "");
  const [closesOn, setClosesOn] = useState(deal.closes_on ?? "");
  return (
    <Modal opened centered onClose={onClose} title={t("deals.act_edit")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          editing.run({ title: title.trim(), amount: Number(amount) || 0, closes_on: closesOn || null });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t("deals.deal_title")}
            required
            maxLength={200}
            data-autofocus
            value={title}
            error={fieldError("title")}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Group grow align="start">
            <NumberInput
              label={`${t("deals.amount")} (${deal.currency})`}
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
          <Problem text={editing.error ? problem(editing.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={editing.isRunning} disabled={!title.trim()}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
