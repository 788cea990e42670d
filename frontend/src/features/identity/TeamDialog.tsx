import { TextInput } from "@mantine/core";
import type { Team } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useSaveTeam } from "@/features/identity/api";
import { TeamSelect } from "@/features/identity/TeamSelect";
import { placesFor } from "@/features/identity/teamTree";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useDraft } from "@/ui/useDraft";
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
  const now = { name: team?.name ?? "", parent_id: team?.parent_id ?? null };
  const version = team?.version ?? 0;
  const draft = useDraft(now, version);
  const { fields: wish, change } = draft;
  const saving = useSaveTeam(() => {
    onClose();
    say(t("admin.team_saved"));
  });
  const fieldError = useFieldErrors(saving.error);
  return (
    <FormDialog
      title={team ? t("admin.edit_team") : t("admin.add_team")}
      act={t("common.save")}
      isReady={!isStale(saving.error) && draft.isChanged && Boolean(wish.name.trim())}
      isBusy={saving.isRunning}
      isChosen={draft.isChanged}
      problem={problemBut(saving.error, problem)}
      onSubmit={() => saving.run(team ? { team: { id: team.id, version: draft.version }, change: draft.changes } : { team, change: wish })}
      onClose={onClose}
    >
      <TextInput
        label={t("identity.name")}
        required
        maxLength={80}
        data-autofocus
        value={wish.name}
        error={fieldError("name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TeamSelect label={t("admin.parent_team")} teams={placesFor(teams, team)} value={wish.parent_id} onChange={(parent_id) => change({ parent_id })} />
      <FormConflict
        error={saving.error}
        draft={draft}
        now={now}
        version={version}
        isBusy={saving.isRunning}
        labelOf={(name) => t(name === "name" ? "identity.name" : "admin.parent_team")}
        wordOf={(name, of) => (name === "name" ? of.name : (teams.find(({ id }) => id === of.parent_id)?.name ?? ""))}
        onKeep={(part) => team && saving.run({ team: { id: team.id, version }, change: part })}
        onTake={saving.forget}
      />
    </FormDialog>
  );
}
