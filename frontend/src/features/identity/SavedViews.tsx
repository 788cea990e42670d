import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { SavedView } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useForgetView, useSaveView, useViews } from "@/features/identity/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { SmallDialog } from "@/ui/SmallDialog";
import { useWords } from "@/ui/useWords";

/** The views of a list that one saved: the address as it is now, kept under a name, on every device. */
export function SavedViews({ screen }: { screen: SavedView["screen"] }) {
  const { t } = useWords();
  const problem = useProblem();
  const [search, setSearch] = useSearchParams();
  const [name, setName] = useState("");
  const [isShown, setShown] = useState(false);
  const views = useViews(screen).data?.data ?? [];
  const query = search.toString();
  const current = views.find((view) => view.query === query);
  const saving = useSaveView((view) => {
    setName("");
    setShown(false);
    say(t("common.view_saved", { name: view.name }));
  });
  const forgetting = useForgetView(() => say(t("common.view_forgotten")));
  const open = (view: SavedView) => {
    setSearch(new URLSearchParams(view.query));
    setShown(false);
  };
  return (
    <SmallDialog
      isOpen={isShown}
      setOpen={setShown}
      label={t("common.views")}
      width={260}
      position="bottom-end"
      opener={
        <Button
          variant="default"
          leftSection={<IconBookmark size={16} aria-hidden="true" />}
          aria-haspopup="dialog"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {current?.name ?? t("common.views")}
        </Button>
      }
    >
      <ul className={styles.rows}>
        {views.map((view) => (
          <li key={view.id} className={styles.row}>
            <Button variant="subtle" size="compact-sm" className={styles.text} justify="start" onClick={() => open(view)}>
              {view.name}
            </Button>
            <ActionIcon aria-label={t("common.forget_view", { name: view.name })} onClick={() => forgetting.run(view.id)}>
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) saving.run({ screen, name: name.trim(), query });
        }}
      >
        <TextInput
          label={t("common.save_view")}
          placeholder={t("common.view_name")}
          maxLength={60}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button mt={8} type="submit" size="compact-sm" loading={saving.isRunning} disabled={!name.trim()}>
          {t("common.save")}
        </Button>
        <Problem text={saving.error ? problem(saving.error) : null} />
      </form>
    </SmallDialog>
  );
}
