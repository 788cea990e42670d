import { IconCircleCheck, IconListCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Missing, RoomNode } from "@/api/types";
import styles from "@/features/nodes/MissingList.module.css";
import { useGateName } from "@/ui/useGateName";
import { useRoleName } from "@/ui/useRoleName";
import { type Wording, useWords } from "@/ui/useWords";

interface Props {
  node: RoomNode;
  missing: Missing[];
  nameOfNode: (id: number) => string;
  textOfPromise: (id: number) => string;
  /** Hands the node off, where the reader may: what a missing briefing needs. */
  onHandOff: (() => void) | undefined;
}

/** What still keeps the node from being finished. */
export function MissingList({ node, missing, nameOfNode, textOfPromise, onHandOff }: Props) {
  const wording = useWords();
  const roleName = useRoleName();
  const gateName = useGateName();
  // The checklist stands right below: one line for all of its open items is enough.
  const items = missing.filter(({ code }) => code === "item_open");
  const openItems = items.length;
  const lacks = missing.filter(({ code }) => code !== "item_open" || openItems === 1);
  if (node.status === "done" || node.status === "skipped") return null;
  if (missing.length === 0)
    return (
      <p className={styles.ready}>
        <IconCircleCheck size={18} aria-hidden="true" />
        {wording.t("nodes.nothing_missing")}
      </p>
    );
  return (
    <section className={styles.missing} aria-label={wording.t("nodes.missing", { n: missing.length })}>
      <h3 className={styles.title}>
        <IconListCheck size={18} aria-hidden="true" />
        {wording.t("nodes.missing", { n: missing.length })}
      </h3>
      <ul>
        {lacks.map((lack) => (
          <li key={JSON.stringify(lack)}>
            <Lack lack={lack} onHandOff={onHandOff} words={wordLack(lack, node, wording, { roleName, gateName, nameOfNode, textOfPromise })} />
          </li>
        ))}
        {items[1] ? (
          <li>
            <a href={placeOf(items[0])}>{wording.t("nodes.missing_items", { n: openItems })}</a>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

interface LackProps {
  lack: Missing;
  words: string;
  onHandOff: (() => void) | undefined;
}

/** What is missing leads to where it is put right: another page, a place of this panel, or the hand-off's sheet. */
function Lack({ lack, words, onHandOff }: LackProps) {
  const to = wayTo(lack);
  if (to) return <Link to={to}>{words}</Link>;
  const place = placeOf(lack);
  if (place) return <a href={place}>{words}</a>;
  if (lack.code !== "briefing_missing" || !onHandOff) return words;
  return (
    <button type="button" className={styles.act} onClick={onHandOff}>
      {words}
    </button>
  );
}

/** Where on the panel something is put right; the browser goes there and puts the focus there. */
function placeOf(lack: Missing | undefined): string | undefined {
  const { code, params = {} } = lack ?? { code: "" };
  if (code === "item_open") return `#item-${String(params.item_id)}`;
  if (code === "handoff_open") return `#handoff-${String(params.handoff_id)}`;
  return code === "decision_missing" || code === "decision_blocks" ? "#gate" : undefined;
}

function wayTo({ code, params = {} }: Missing): string | null {
  if (params.promise_id) return `?tab=promises&promise=${String(params.promise_id)}`;
  if (code === "gate_before") return `?node=${String(params.node_id)}`;
  return code === "seat_vacant" ? "?tab=team" : null;
}

interface Names {
  roleName: (role: string) => string;
  gateName: (code: string) => string;
  nameOfNode: (id: number) => string;
  textOfPromise: (id: number) => string;
}

function wordLack({ code, params = {} }: Missing, node: RoomNode, wording: Wording, { roleName, gateName, nameOfNode, textOfPromise }: Names): string {
  const item = node.checklist.find(({ id }) => id === params.item_id);
  const said = {
    item: item ? wording.name(item.text) : "",
    role: roleName(String(params.role ?? "")),
    gate: gateName(String(params.gate ?? "")),
    outcome: wording.find(`common.outcome_${String(params.outcome)}`) ?? "",
    node: nameOfNode(Number(params.node_id)),
    promise: textOfPromise(Number(params.promise_id)),
  };
  return wording.find(`nodes.missing_${code}`, said) ?? wording.t("nodes.missing_other", { code });
}
