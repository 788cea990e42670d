import { usePeople } from "@/api/people";
import type { Receipt } from "@/api/types";
import { wordAnswer } from "@/features/handoffs/race";
import styles from "@/features/handoffs/TakenAnswer.module.css";
import { useWords } from "@/ui/useWords";

/** Stands where a card was answered from: who was faster, what they answered, and when. */
export function TakenAnswer({ receipt }: { receipt: Receipt }) {
  const wording = useWords();
  const { nameOf } = usePeople();
  return <p className={styles.answer}>{wordAnswer(receipt, wording, nameOf)}</p>;
}
