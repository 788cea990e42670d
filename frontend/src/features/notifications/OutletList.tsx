import { useProblem } from "@/api/useProblem";
import { OutletForm } from "@/features/notifications/OutletForm";
import { OutletRow } from "@/features/notifications/OutletRow";
import { useOutlets, useWish } from "@/features/notifications/settings";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";

/** Where messages go: my own addresses, or the installation's; each is tried with one click. */
export function OutletList({ isShared }: { isShared: boolean }) {
  const problem = useProblem();
  const outlets = useOutlets();
  const usable = useWish().data?.data.usable;
  const shown = outlets.data?.data.filter(({ person_id }) => (person_id === null) === isShared) ?? [];
  if (outlets.isPending) return <div data-awaited />;
  return (
    <>
      <Problem text={outlets.error ? problem(outlets.error) : null} />
      <ul className={styles.rows}>
        {shown.map((outlet) => (
          <OutletRow key={outlet.id} outlet={outlet} isUsable={usable?.includes(outlet.channel) ?? true} />
        ))}
      </ul>
      <OutletForm isShared={isShared} />
    </>
  );
}
