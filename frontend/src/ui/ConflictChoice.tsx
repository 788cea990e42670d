import { Button, Checkbox, Group } from "@mantine/core";
import { useState } from "react";
import styles from "@/ui/ConflictChoice.module.css";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** One field that I wanted otherwise than it is now, in words. */
export interface Compared {
  name: string;
  label: string;
  mine: string;
  theirs: string;
}

interface Props {
  /** Who was faster with what, and when. */
  text: string;
  fields: Compared[];
  /** Off until what is there now has come. */
  isReady?: boolean;
  /** Off while mine is not fit to be sent. */
  isKeepable?: boolean;
  isBusy?: boolean;
  /** Says the fields of mine that shall hold. */
  onKeep: (names: string[]) => void;
  onTake: () => void;
}

/** Somebody was faster: keep mine, take theirs, or look at both side by side and choose field by field. */
export function ConflictChoice({ text, fields, isReady = true, isKeepable = true, isBusy = false, onKeep, onTake }: Props) {
  const { t } = useWords();
  const [isComparing, setComparing] = useState(false);
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const kept = fields.map(({ name }) => name).filter((name) => !dropped.has(name));
  const drop = (name: string, isDropped: boolean) => {
    const next = new Set(dropped);
    if (isDropped) next.add(name);
    else next.delete(name);
    setDropped(next);
  };
  return (
    <div data-conflict>
      <Problem text={text} />
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="light" disabled={!isReady || !isKeepable || kept.length === 0} loading={isBusy} onClick={() => onKeep(kept)}>
          {t("common.keep_mine")}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={!isReady || isBusy} onClick={onTake}>
          {t("common.take_theirs")}
        </Button>
        <Button size="compact-sm" variant="subtle" aria-expanded={isComparing} onClick={() => setComparing(!isComparing)}>
          {t("common.compare")}
        </Button>
      </Group>
      {isComparing ? <Both fields={fields} dropped={dropped} onDrop={drop} /> : null}
    </div>
  );
}

interface BothProps {
  fields: Compared[];
  dropped: ReadonlySet<string>;
  onDrop: (name: string, isDropped: boolean) => void;
}

function Both({ fields, dropped, onDrop }: BothProps) {
  const { t } = useWords();
  return (
    <table className={styles.table} data-compare>
      <thead>
        <tr>
          <th scope="col">{t("common.compare_field")}</th>
          <th scope="col">{t("common.compare_mine")}</th>
          <th scope="col">{t("common.compare_theirs")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, label, mine, theirs }) => (
          <tr key={name}>
            <th scope="row">
              {fields.length > 1 ? (
                <Checkbox
                  size="xs"
                  label={label}
                  aria-label={t("common.use_mine_of", { field: label })}
                  checked={!dropped.has(name)}
                  onChange={(event) => onDrop(name, !event.currentTarget.checked)}
                />
              ) : (
                label
              )}
            </th>
            <td>{mine || t("common.compare_empty")}</td>
            <td>{theirs || t("common.compare_empty")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
