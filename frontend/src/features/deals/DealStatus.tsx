import type { Deal } from "@/api/types";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const TONES: Record<Deal["status"], Tone> = { open: "brand", won: "good", lost: "bad" };

export function DealStatus({ status }: { status: Deal["status"] }) {
  const { t } = useWords();
  return <Tag tone={TONES[status]}>{t(`deals.status_${status}`)}</Tag>;
}
