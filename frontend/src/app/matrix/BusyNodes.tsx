import { Button } from "@mantine/core";
import type { MatrixRow } from "@/api/types";
import { useMatrix } from "@/features/matrix/api";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

const AT_WORK: MatrixRow["status"][] = ["active", "offered"];

interface Props {
  person: number;
  onChoose: (row: MatrixRow) => void;
}

/** The nodes at work that somebody answers for, of which one is chosen to be handed over. */
export function BusyNodes({ person, onChoose }: Props) {
  const { t, name } = useWords();
  const query = useMatrix({ person: String(person), duty: "A", state: "open" }, true);
  if (!query.data) return <Loading />;
  return (
    <>
      <ul className={styles.rows}>
        {query.data.pages.flatMap((page) => {
          const deals = new Map(page.deals.map((deal) => [deal.id, deal]));
          const templates = new Map(page.templates.map((template) => [template.id, template]));
          return page.data
            .filter(({ status }) => AT_WORK.includes(status))
            .map((row) => {
              const deal = deals.get(row.deal_id);
              const template = templates.get(row.template_id);
              const said = `${template?.code ?? ""} ${template ? name(template.name) : ""} · ${deal?.account ?? ""} / ${deal?.title ?? ""}`;
              return (
                <li key={row.node_id} className={styles.row} data-busy-node={row.node_id}>
                  <p className={styles.text}>{said}</p>
                  <Button size="xs" variant="default" aria-label={`${t("matrix.fix_hand_off")}: ${said}`} onClick={() => onChoose(row)}>
                    {t("matrix.fix_hand_off")}
                  </Button>
                </li>
              );
            });
        })}
      </ul>
      <MoreButton query={query} />
    </>
  );
}
