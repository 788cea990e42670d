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
}

/** What still keeps the node from being finished. */
export function MissingList({ node, missing, nameOfNode, textOfPromise }: Props) {
  const wording = useWords();
  const roleName = useRoleName();
  const gateName = useGateName();
  // The checklist stands right below: one line for all of its open items is enough.
  const openItems = missing.filter(({ code }) => code === "item_open").length;
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
            <Lack lack={lack} words={wordLack(lack, node, wording, { roleName, gateName, nameOfNode, textOfPromise })} />
          </li>
        ))}
        {openItems > 1 ? <li>{wording.t("nodes.missing_items", { n: openItems })}</li> : null}
      </ul>
    </section>
  );
}

/** What is missing leads to where it is put right, unless that is right here. */
function Lack({ lack, words }: { lack: Missing; words: string }) {
  const to = wayTo(lack);
  return to ? <Link to={to}>{words}</Link> : words;
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
    outcome: wording.find(`gates.outcome_${String(params.outcome)}`) ?? "",
    node: nameOfNode(Number(params.node_id)),
    promise: textOfPromise(Number(params.promise_id)),
  };
  return wording.find(`nodes.missing_${code}`, said) ?? wording.t("nodes.missing_other", { code });
}
