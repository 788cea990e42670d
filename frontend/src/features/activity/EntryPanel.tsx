import { Button, CloseButton, Group } from "@mantine/core";
import { IconHistory, IconLink } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import { useEntry } from "@/features/activity/api";
import { differences } from "@/features/activity/diff";
import styles from "@/features/activity/EntryPanel.module.css";
import { sentence } from "@/features/activity/sentence";
import { shareAddress } from "@/lib/shareAddress";
import { Loading } from "@/ui/Loading";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  stream: string;
  seq: number;
  asOf: ((at: string) => string) | undefined;
  onClose: () => void;
}

/** One entry by its number: what it changed, before and after, how it stood then, and its place in the chain. */
export function EntryPanel({ stream, seq, asOf, onClose }: Props) {
  const wording = useWords();
  const { t, moment } = wording;
  const { nameOf, doerOf } = usePeople();
  const problem = useProblem();
  const { data: reply, error } = useEntry(stream, seq);
  const entry = reply?.data;
  const panel = useRef<HTMLElement>(null);
  // Whoever opened it may be far down the list; what it tells comes after its frame.
  useLayoutEffect(() => panel.current?.focus(), []);
  const isHere = entry !== undefined;
  useEffect(() => {
    if (isHere) panel.current?.scrollIntoView({ block: "nearest" });
  }, [isHere]);
  const copy = async () => {
    const done = await shareAddress(window.location.href, document.title);
    if (done === "copied") say(t("activity.link_copied"));
    if (done === "neither") say(window.location.href, { tone: "info" });
  };
  return (
    <section ref={panel} tabIndex={-1} className={styles.panel} aria-label={t("activity.entry", { n: seq })} data-entry={seq}>
      <header className={styles.head}>
        <h3 className={styles.title}>{t("activity.entry", { n: seq })}</h3>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </header>
      {error ? <Problem text={problem(error)} /> : null}
      {entry ? (
        <>
          <p>
            <strong>{doerOf(entry.actor, entry.acting_for)}</strong> {sentence(entry, wording, nameOf)}
          </p>
          <p className={styles.dim}>{moment(entry.at)}</p>
          <Changes changes={differences(entry, wording, nameOf)} />
          <Group gap="xs" mt="sm">
            {asOf ? (
              <Button component={Link} to={asOf(entry.at)} size="compact-sm" variant="light" leftSection={<IconHistory size={16} aria-hidden="true" />}>
                {t("activity.state_then")}
              </Button>
            ) : null}
            <Button size="compact-sm" variant="default" leftSection={<IconLink size={16} aria-hidden="true" />} onClick={() => void copy()}>
              {t("activity.copy_link")}
            </Button>
          </Group>
          <p className={styles.chain} title={`${entry.prev_hash} → ${entry.hash}`}>
            {t("activity.chained", { hash: entry.hash.slice(0, 12), before: entry.prev_hash.slice(0, 12) })}
          </p>
        </>
      ) : error ? null : (
        <Loading />
      )}
    </section>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof differences> }) {
  const { t } = useWords();
  if (changes.length === 0) return <p className={styles.dim}>{t("activity.nothing_to_compare")}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("common.compare_field")}</th>
          <th scope="col">{t("activity.before")}</th>
          <th scope="col">{t("activity.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ key, label, before, after }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td>{before ? <del>{before}</del> : <span className={styles.dim}>{t("common.compare_empty")}</span>}</td>
            <td>{after ? <ins>{after}</ins> : <span className={styles.dim}>{t("common.compare_empty")}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
