import { TextInput } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { inText } from "@/features/notes/inText";
import { isSafeLink } from "@/features/notes/SafeLink";
import { FormDialog } from "@/ui/FormDialog";
import { useWords } from "@/ui/useWords";

/** Gives the chosen text an address; web and mail addresses only. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useWords();
  const [address, setAddress] = useState<string>((editor.getAttributes("link").href as string | undefined) ?? "");
  const isBad = address !== "" && !isSafeLink(address);
  const apply = () => {
    if (address === "") inText(editor).extendMarkRange("link").unsetMark("link").run();
    else if (editor.state.selection.empty)
      inText(editor)
        .insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] })
        .run();
    else inText(editor).setMark("link", { href: address }).run();
    onClose();
  };
  return (
    <FormDialog title={t("notes.do_link")} act={t("common.save")} isReady={!isBad} isBusy={false} problem={null} onSubmit={apply} onClose={onClose}>
      <TextInput
        label={t("notes.address")}
        data-autofocus
        value={address}
        error={isBad ? t("notes.address_bad") : null}
        onChange={(event) => setAddress(event.currentTarget.value.trim())}
      />
    </FormDialog>
  );
}
