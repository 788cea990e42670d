import {
  IconArrowsExchange,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconPlayerPlayFilled,
} from "@tabler/icons-react";
import type { Node } from "@/api/types";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const LOOKS: Record<Node["status"], { tone: Tone; Icon: typeof IconCircleDashed }> = {
  waiting: { tone: "plain", Icon: IconCircleDashed },
  active: { tone: "brand", Icon: IconPlayerPlayFilled },
  offered: { tone: "offer", Icon: IconArrowsExchange },
  done: { tone: "good", Icon: IconCircleCheckFilled },
  skipped: { tone: "plain", Icon: IconCircleMinus },
};

/** A node's state as a sign, a word and a colour. */
export function NodeStatus({ status }: { status: Node["status"] }) {
  const { t } = useWords();
  const { tone, Icon } = LOOKS[status];
  return (
    <Tag tone={tone} icon={<Icon size={13} aria-hidden="true" />}>
      {t(`nodes.status_${status}`)}
    </Tag>
  );
}
