import { Button, CloseButton } from "@mantine/core";
import { useLayoutEffect, useRef } from "react";
import { Link } from "react-router";
import styles from "@/app/accounts/AccountPeek.module.css";
import { useProblem } from "@/api/useProblem";
import { useAccount, useContacts } from "@/features/accounts/api";
import { TriangleFigure } from "@/features/accounts/TriangleFigure";
import { useAccountDeals } from "@/features/deals/api";
import { StageTime } from "@/features/deals/StageTime";
import { Loading } from "@/ui/Loading";
import { Problem } from "@/ui/Problem";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

/** An account beside the list: its triangle and its open deals, without leaving the place in the list. */
export function AccountPeek({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const account = useAccount(id);
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => panel.current?.focus(), []);
  useKeys({ Escape: onClose });
  const name = account.data?.data.name ?? "";
  return (
    <aside ref={panel} className={styles.peek} aria-label={t("accounts.peek_at", { name })} tabIndex={-1} data-peek={id}>
      <header className={styles.head}>
        <h2 className={styles.title}>{name}</h2>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </header>
      {account.error ? <Problem text={problem(account.error)} /> : account.data ? <Inside id={id} /> : <Loading />}
    </aside>
  );
}

function Inside({ id }: { id: number }) {
  const { t, amount } = useWords();
  const account = useAccount(id).data;
  const contacts = useContacts(id).data?.data;
  const deals = useAccountDeals(id).data?.data.filter(({ status }) => status === "open");
  if (!account) return null;
  return (
    <>
      <div>
        <TriangleFigure
          account={account.data}
          mayAssign={account.can.includes("assign_seat")}
          centre={contacts ? `${t("accounts.contacts")} ${contacts.length}` : ""}
        />
      </div>
      <h3 className={styles.part}>{t("accounts.deals")}</h3>
      {deals?.length === 0 ? <p className={styles.quiet}>{t("accounts.no_deals")}</p> : null}
      <ul className={styles.deals}>
        {deals?.map((deal) => (
          <li key={deal.id} className={styles.deal}>
            <Link to={`/deals/${deal.id}`}>{deal.title}</Link> <strong>{amount(deal.amount, deal.currency)}</strong>
            <p className={styles.quiet}>
              <StageTime deal={deal} />
            </p>
          </li>
        ))}
      </ul>
      <Button component={Link} to={`/accounts/${id}`} variant="default">
        {t("accounts.open_account")}
      </Button>
    </>
  );
}
