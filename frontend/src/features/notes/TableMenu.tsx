import { ActionIcon, Menu } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { inText } from "@/features/notes/inText";
import { useActive } from "@/features/notes/useActive";
import { useWords } from "@/ui/useWords";

const CHANGES = {
  row_above: (editor: Editor) => inText(editor).addRowBefore().run(),
  row_below: (editor: Editor) => inText(editor).addRowAfter().run(),
  column_before: (editor: Editor) => inText(editor).addColumnBefore().run(),
  column_after: (editor: Editor) => inText(editor).addColumnAfter().run(),
  row_delete: (editor: Editor) => inText(editor).deleteRow().run(),
  column_delete: (editor: Editor) => inText(editor).deleteColumn().run(),
  delete: (editor: Editor) => inText(editor).deleteTable().run(),
} as const;
const NAMES = Object.keys(CHANGES) as (keyof typeof CHANGES)[];

/** What can be done to the table that the caret is in; always in its place, so that the text below never moves. */
export function TableMenu({ editor, isEnabled }: { editor: Editor; isEnabled: boolean }) {
  const { t } = useWords();
  const isInside = useActive(editor, "table");
  return (
    <Menu shadow="md" position="bottom-start" returnFocus={false} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon disabled={!isEnabled || !isInside} aria-label={t("notes.table")} title={t("notes.table")}>
          <IconTable size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown data-table-menu>
        {NAMES.map((name) => (
          <Menu.Item key={name} onClick={() => CHANGES[name](editor)}>
            {t(`notes.table_${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
