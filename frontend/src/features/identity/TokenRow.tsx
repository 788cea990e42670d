import { Button } from "@mantine/core";
import type { Token } from "@/api/types";
import styles from "@/ui/Rows.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

interface Props {
  token: Token;
  /** Whose it is, where several people's tokens stand together. */
  owner?: string;
  isEnding: boolean;
  onEnd: () => void;
}

/** One token without its secret: what it may do, when it was used, and its end. */
export function TokenRow({ token, owner, isEnding, onEnd }: Props) {
  const { t, moment, day } = useWords();
  const facts = [
    owner,
    t("profile.made", { at: day(token.created_at) }),
    token.last_used_at ? t("profile.used", { at: moment(token.last_used_at) }) : t("profile.never_used"),
    token.expires_on ? t("profile.expires", { day: day(token.expires_on) }) : null,
  ];
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <p className={styles.title}>
          {token.name} <Tag tone={token.scope === "write" ? "warn" : "plain"}>{t(`profile.scope_${token.scope}`)}</Tag>
        </p>
        <p className={styles.quiet}>{facts.filter(Boolean).join(" · ")}</p>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`${t("profile.end_token")} ${token.name} ${owner ?? ""}`}
        loading={isEnding}
        onClick={onEnd}
      >
        {t("profile.end_token")}
      </Button>
    </li>
  );
}
