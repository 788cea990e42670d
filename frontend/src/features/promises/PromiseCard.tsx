import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Promised } from "@/api/types";
import { AnswerPromise } from "@/features/promises/AnswerPromise";
import { type Ending, EndPromise } from "@/features/promises/EndPromise";
import styles from "@/features/promises/PromiseCard.module.css";
import { PromiseFacts } from "@/features/promises/PromiseFacts";
import { type Rights, TONES } from "@/features/promises/standing";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

interface Props {
  promise: Promised;
  contact: string | null;
  node: string | null;
  keeper: number | null;
  rights: Rights;
  /** The address asks for this one. */
  isAsked: boolean;
  onRevise: () => void;
}

/** One line of the register, with everything that the reader may do about it. */
export function PromiseCard({ promise, contact, node, keeper, rights, isAsked, onRevise }: Props) {
  const { t } = useWords();
  const [ending, setEnding] = useState<Ending | null>(null);
  const endings: Ending[] = [...(rights.mayKeep ? (["keep", "break"] as const) : []), ...(rights.mayWaive ? (["waive"] as const) : [])];
  return (
    <li
      className={styles.card}
      data-promise={promise.id}
      data-status={promise.status}
      data-asked={isAsked || undefined}
      ref={isAsked ? lookAt : undefined}
    >
      <div className={styles.head}>
        <h2 className={styles.text}>{promise.text}</h2>
        <Tag tone={TONES[promise.status]}>{t(`promises.status_${promise.status}`)}</Tag>
      </div>
      <PromiseFacts promise={promise} contact={contact} node={node} keeper={keeper} />
      {rights.mayAnswer ? <AnswerPromise key={promise.version} promise={promise} /> : null}
      {rights.mayRevise || endings.length > 0 ? (
        <Group gap="xs">
          {rights.mayRevise ? (
            <Button size="compact-sm" variant="light" onClick={onRevise}>
              {t("promises.revise")}
              <span className={styles.hidden}>{promise.text}</span>
            </Button>
          ) : null}
          {endings.map((verb) => (
            <Button key={verb} size="compact-sm" variant="default" onClick={() => setEnding(verb)}>
              {t(`promises.act_${verb}`)}
              <span className={styles.hidden}>{promise.text}</span>
            </Button>
          ))}
        </Group>
      ) : null}
      {ending ? <EndPromise promise={promise} verb={ending} onClose={() => setEnding(null)} /> : null}
    </li>
  );
}

function lookAt(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: "nearest" });
}
