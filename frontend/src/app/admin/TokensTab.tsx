import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import { useAllTokens, useRevokeToken } from "@/features/identity/api";
import { TokenRow } from "@/features/identity/TokenRow";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Which programs act for whom, and the end of each. */
export function TokensTab() {
  const { t } = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const tokens = useAllTokens();
  const revoking = useRevokeToken(() => say(t("profile.token_ended")));
  const error = tokens.error ?? revoking.error;
  if (!tokens.data && !error) return <Loading />;
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      {tokens.data?.data.length === 0 ? <Empty title={t("admin.no_tokens")} text={t("admin.no_tokens_text")} /> : null}
      <ul className={styles.rows}>
        {tokens.data?.data.map((token) => (
          <TokenRow
            key={token.id}
            token={token}
            owner={nameOf(token.person_id)}
            isEnding={revoking.wish === token.id}
            onEnd={() => revoking.run(token.id)}
          />
        ))}
      </ul>
    </>
  );
}
