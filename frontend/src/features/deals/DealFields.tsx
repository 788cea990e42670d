import { Group, NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "@/ui/useWords";

/** What is typed of a deal: as it stands in its fields, before it is sent. */
export interface DealDraft {
  title: string;
  amount: number | string;
  closesOn: string;
}

interface Props {
  draft: DealDraft;
  onChange: (part: Partial<DealDraft>) => void;
  amountLabel: string;
  titleHint?: string;
  /** The title takes the focus when the dialog opens. */
  hasFocus: boolean;
  errorOf: (field: string) => string | undefined;
  /** What else is asked between the title and the money. */
  children?: ReactNode;
}

/** Title, amount and day of closing of a deal, alike wherever it is opened or changed. */
export function DealFields({ draft, onChange, amountLabel, titleHint, hasFocus, errorOf, children }: Props) {
  const { t } = useWords();
  return (
    <>
      <TextInput
        label={t("deals.deal_title")}
        placeholder={titleHint}
        required
        maxLength={200}
        data-autofocus={hasFocus ? true : undefined}
        value={draft.title}
        error={errorOf("title")}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      {children}
      <Group grow align="start">
        <NumberInput
          label={amountLabel}
          hideControls
          min={0}
          decimalScale={2}
          thousandSeparator=","
          value={draft.amount}
          error={errorOf("amount")}
          onChange={(amount) => onChange({ amount })}
        />
        <TextInput
          label={t("deals.closes_on")}
          type="date"
          value={draft.closesOn}
          error={errorOf("closes_on")}
          onChange={(event) => onChange({ closesOn: event.currentTarget.value })}
        />
      </Group>
    </>
  );
}

/** Returns what is sent of a draft: no spaces around the title, no amount is 0, no day is none. */
export const dealOf = ({ title, amount, closesOn }: DealDraft) => ({
  title: title.trim(),
  amount: Number(amount) || 0,
  closes_on: closesOn || null,
});

/** Returns what is sent of those fields that were changed. */
export function changeOf(draft: DealDraft, changes: Partial<DealDraft>): Partial<ReturnType<typeof dealOf>> {
  const { title, amount, closes_on } = dealOf(draft);
  return {
    ...("title" in changes && { title }),
    ...("amount" in changes && { amount }),
    ...("closesOn" in changes && { closes_on }),
  };
}
