import type { Contact } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useRemoveContact } from "@/features/accounts/api";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

export function RemoveContactDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const removing = useRemoveContact(({ name }) => {
    onClose();
    say(t("accounts.contact_removed", { name }));
  });
  return (
    <ConfirmDialog
      title={t("accounts.remove_contact", { name: contact.name })}
      text={t("accounts.remove_contact_text")}
      act={t("common.remove")}
      isDangerous
      isBusy={removing.isRunning}
      problem={removing.error ? problem(removing.error) : null}
      onAct={() => removing.run(contact)}
      onClose={onClose}
    />
  );
}
