import { Button, Menu, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { SavedView } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useForgetView, useSaveView, useViews } from "@/features/identity/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** The views of a list that one saved: the address as it is now, kept under a name, on every device. */
export function SavedViews({ screen }: { screen: SavedView["screen"] }) {
  const { t } = useWords();
  const problem = useProblem();
  const [search, setSearch] = useSearchParams();
  const [name, setName] = useState("");
  const views = useViews(screen).data?.data ?? [];
  const query = search.toString();
  const current = views.find((view) => view.query === query);
  const saving = useSaveView((view) => {
    setName("");
    say(t("common.view_saved", { name: view.name }));
  });
  const forgetting = useForgetView(() => say(t("common.view_forgotten")));
  return (
    <Menu position="bottom-end" shadow="md" width={260} withinPortal={false} withInitialFocusPlaceholder={false} closeOnItemClick>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden="true" />}>
          {current?.name ?? t("common.views")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item key={view.id} onClick={() => setSearch(new URLSearchParams(view.query))}>
            {view.name}
          </Menu.Item>
        ))}
        {current ? (
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={() => forgetting.run(current.id)}
          >
            {t("common.forget_view", { name: current.name })}
          </Menu.Item>
        ) : null}
        {views.length > 0 ? <Menu.Divider /> : null}
        <form
          style={{ padding: 8 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) saving.run({ screen, name: name.trim(), query });
          }}
        >
          <TextInput
            label={t("common.save_view")}
            placeholder={t("common.view_name")}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
          <Button mt={8} type="submit" size="compact-sm" loading={saving.isRunning} disabled={!name.trim()}>
            {t("common.save")}
          </Button>
          <Problem text={saving.error ? problem(saving.error) : null} />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
