import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Team } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useSaveTeam } from "@/features/identity/api";
import { TeamSelect } from "@/features/identity/TeamSelect";
import { placesFor } from "@/features/identity/teamTree";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  /** Null makes a new one. */
  team: Team | null;
  teams: Team[];
  onClose: () => void;
}

/** Names a team and says which one it belongs to. */
export function TeamDialog({ team, teams, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const [name, setName] = useState(team?.name ?? "");
  const [parentId, setParentId] = useState(team?.parent_id ?? null);
  const saving = useSaveTeam(() => {
    onClose();
    say(t("admin.team_saved"));
  });
  const fieldError = useFieldErrors(saving.error);
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={team ? t("admin.edit_team") : t("admin.add_team")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.run({ team, name: name.trim(), parentId });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t("identity.name")}
            required
            maxLength={80}
            data-autofocus
            value={name}
            error={fieldError("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TeamSelect label={t("admin.parent_team")} teams={placesFor(teams, team)} value={parentId} onChange={setParentId} />
          <Problem text={saving.error ? problem(saving.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={saving.isRunning} disabled={!name.trim()}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
