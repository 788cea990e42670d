import { usePeople } from "@/api/people";
import type { Figure } from "@/api/types";
import { AnswerTime } from "@/features/accounts/AnswerTime";
import styles from "@/features/accounts/TriangleNumbers.module.css";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

/** The triangle once more for those who read instead of look: each corner, and each edge, with its numbers. */
export function TriangleNumbers({ figure, account }: { figure: Figure; account: string }) {
  const { t, list } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const deputy = ({ is_away, deputy_ids }: Figure["corners"][number]) => {
    if (!is_away) return <span className={styles.quiet}>{t("accounts.is_here")}</span>;
    return deputy_ids.length > 0 ? list(deputy_ids.map(nameOf)) : t("accounts.no_deputy");
  };
  return (
    <>
      <table className={styles.table} aria-label={t("accounts.figure_numbers", { account })} data-figure>
        <thead>
          <tr>
            <th scope="col">{t("accounts.corner")}</th>
            <th scope="col" className={styles.number}>
              {t("accounts.load")}
            </th>
            <th scope="col">{t("accounts.deputy")}</th>
            <th scope="col" className={styles.number}>
              {t("accounts.answers_in")}
            </th>
          </tr>
        </thead>
        <tbody>
          {figure.corners.map((corner) => (
            <tr key={corner.role} data-corner={corner.role}>
              <th scope="row">
                {corner.person_id === null ? t("common.vacant") : nameOf(corner.person_id)}
                <span className={styles.role}>{roleName(corner.role)}</span>
              </th>
              <td className={styles.number}>{corner.person_id === null ? "–" : t("accounts.load_of", { n: corner.at_work, all: corner.open_nodes })}</td>
              <td>{corner.person_id === null ? null : deputy(corner)}</td>
              <td className={styles.number}>
                <AnswerTime speed={corner} />
              </td>
            </tr>
          ))}
          {figure.edges.map((edge) => (
            <tr key={edge.roles.join()} data-edge={edge.roles.join("-")}>
              <th scope="row" colSpan={3}>
                {edge.roles.map(roleName).join(" ↔ ")}
              </th>
              <td className={styles.number}>
                <AnswerTime speed={edge} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>{t("accounts.figure_hint")}</p>
    </>
  );
}
