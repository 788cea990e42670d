import { Modal } from "@mantine/core";
import { placesOf } from "@/app/places";
import styles from "@/app/palette/KeySheet.module.css";
import { useMe } from "@/api/session";
import { useWords } from "@/ui/useWords";

const ANYWHERE = [
  ["Ctrl K", "keys.palette"],
  ["/", "keys.search"],
  ["?", "keys.sheet"],
  ["F8", "keys.toast"],
  ["Esc", "keys.close"],
] as const;
const HANDOFFS = [
  ["j  k", "keys.move"],
  ["Enter", "keys.open"],
  ["a", "keys.accept"],
  ["r", "keys.return"],
  ["x", "keys.pick"],
  ["h", "keys.offer"],
] as const;

/** Every key there is; single ones are left out when they are switched off. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const places = placesOf(me).map(({ go, key }) => [`g  ${go}`, t(key)] as const);
  return (
    <Modal opened centered size="lg" onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {me.single_keys ? null : <p className={styles.off}>{t("keys.off")}</p>}
      <div className={styles.columns}>
        <Keys title={t("keys.anywhere")} rows={ANYWHERE.map(([key, word]) => [key, t(word)])} />
        <Keys title={t("keys.go")} rows={places} />
        <Keys title={t("keys.handoffs")} rows={HANDOFFS.map(([key, word]) => [key, t(word)])} />
      </div>
    </Modal>
  );
}

function Keys({ title, rows }: { title: string; rows: (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.rows}>
        {rows.map(([key, word]) => (
          <div key={key} className={styles.row}>
            <dt>
              {key.split("  ").map((each) => (
                <kbd key={each} className={styles.key}>
                  {each}
                </kbd>
              ))}
            </dt>
            <dd>{word}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
