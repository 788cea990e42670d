import { Link } from "react-router";
import type { Overview } from "@/api/types";
import styles from "@/features/matrix/Overview.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** Hand-offs that wait for an answer, the longest due first: who gave what to whom. */
export function WaitingList({ found }: { found: Overview }) {
  const { t, name, moment, list } = useWords();
  const people = new Map(found.people.map((person) => [person.id, person.name]));
  const deals = new Map(found.deals.map((deal) => [deal.id, deal]));
  const places = new Map(found.nodes.map((node) => [node.id, node.template_id]));
  const templates = new Map(found.templates.map((template) => [template.id, template]));
  if (found.handoffs.length === 0) return <p className={styles.quiet}>{t("matrix.handoffs_none")}</p>;
  return (
    <ul className={styles.rows}>
      {found.handoffs.map((handoff) => {
        const template = templates.get(places.get(handoff.node_id) ?? 0);
        const receivers = list(handoff.receiver_ids.map((id) => people.get(id) ?? ""));
        return (
          <li key={handoff.id} className={styles.row}>
            <span className={styles.text}>
              <Link to={`/deals/${handoff.deal_id}?node=${handoff.node_id}`}>
                {template?.code} {template ? name(template.name) : ""}
              </Link>
              <span className={styles.quiet}>
                {deals.get(handoff.deal_id)?.account} · {t("matrix.handoff_between", { giver: people.get(handoff.giver_id) ?? "", receivers })}
              </span>
            </span>
            <Tag tone={handoff.due_at < found.at ? "bad" : "plain"}>{t("matrix.due", { at: moment(handoff.due_at) })}</Tag>
          </li>
        );
      })}
    </ul>
  );
}
