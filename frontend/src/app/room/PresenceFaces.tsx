import styles from "@/app/room/PresenceFaces.module.css";
import { nodesOf } from "@/app/room/room";
import { usePeople } from "@/api/people";
import type { Room } from "@/api/types";
import type { Here } from "@/realtime/wire";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

const MOST = 5;

/** Who else is in the room, and on which node. */
export function PresenceFaces({ room, here }: { room: Room; here: readonly Here[] }) {
  const { t, name, list } = useWords();
  const { nameOf } = usePeople();
  if (here.length === 0) return null;
  const rest = here.slice(MOST);
  const sentence = ({ id, node }: Here) => {
    const found = nodesOf(room).find((each) => each.id === node);
    const person = nameOf(id);
    return found ? t("deals.here_on", { person, node: name(found.name) }) : t("deals.here", { person });
  };
  const more = list(rest.map(({ id }) => nameOf(id)));
  return (
    <ul className={styles.faces} aria-label={t("deals.presence")}>
      {here.slice(0, MOST).map((each) => (
        <li key={each.id} className={styles.face} data-present={each.id} title={sentence(each)}>
          <Face name={nameOf(each.id)} id={each.id} size="small" />
          <span className={styles.hidden}>{sentence(each)}</span>
        </li>
      ))}
      {rest.length > 0 ? (
        <li className={styles.rest} title={more}>
          +{rest.length}
          <span className={styles.hidden}>{more}</span>
        </li>
      ) : null}
    </ul>
  );
}
