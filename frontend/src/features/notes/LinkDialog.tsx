import { Button, Group, Modal, TextInput } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { isSafeLink } from "@/features/notes/SafeLink";
import { useWords } from "@/ui/useWords";

/** Gives the chosen text an address; web and mail addresses only. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useWords();
  const [address, setAddress] = useState<string>((editor.getAttributes("link").href as string | undefined) ?? "");
  const isBad = address !== "" && !isSafeLink(address);
  const apply = () => {
    if (address === "") editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
    else if (editor.state.selection.empty)
      editor
        .chain()
        .focus()
        .insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] })
        .run();
    else editor.chain().focus().setMark("link", { href: address }).run();
    onClose();
  };
  return (
    <Modal opened centered onClose={onClose} title={t("notes.do_link")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) apply();
        }}
      >
        <TextInput
          label={t("notes.address")}
          data-autofocus
          value={address}
          error={isBad ? t("notes.address_bad") : null}
          onChange={(event) => setAddress(event.currentTarget.value.trim())}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={isBad}>
            {t("common.save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
