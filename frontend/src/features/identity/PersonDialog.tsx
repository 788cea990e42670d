import { Checkbox, PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import type { Person, Team } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useAddPerson, useEditPerson } from "@/features/identity/api";
import { TeamSelect } from "@/features/identity/TeamSelect";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

interface Props {
  /** Null adds somebody new. */
  person: Person | null;
  teams: Team[];
  onClose: () => void;
}

/** Adds a person, or changes their name, role and team. */
export function PersonDialog({ person, teams, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const now = {
    name: person?.name ?? "",
    email: person?.email ?? "",
    password: "",
    role: person?.role ?? ("member" as Person["role"]),
    team_id: person?.team_id ?? null,
    is_guest: person?.is_guest ?? false,
  };
  const version = person?.version ?? 0;
  const draft = useDraft(now, version);
  const { fields: wish, change } = draft;
  const done = (saved: Person) => {
    onClose();
    say(t("admin.person_saved", { name: saved.name }));
  };
  const adding = useAddPerson(done);
  const editing = useEditPerson(done);
  const deed = person ? editing : adding;
  const fieldError = useFieldErrors(deed.error);
  const save = () => {
    if (person) editing.run({ person: { id: person.id, version: draft.version }, change: draft.changes });
    else adding.run({ ...wish, name: wish.name.trim(), email: wish.email.trim() });
  };
  return (
    <FormDialog
      title={person ? t("admin.act_edit") : t("admin.add_person")}
      act={person ? t("common.save") : t("common.add")}
      isReady={!isStale(deed.error) && draft.isChanged && Boolean(wish.name.trim())}
      isBusy={deed.isRunning}
      problem={problemBut(deed.error, problem)}
      onSubmit={save}
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
      {person ? null : (
        <>
          <TextInput
            label={t("identity.email")}
            type="email"
            required
            value={wish.email}
            error={fieldError("email")}
            onChange={(event) => change({ email: event.currentTarget.value })}
          />
          <PasswordInput
            label={t("admin.first_password")}
            description={t("identity.password_rule")}
            autoComplete="new-password"
            required
            minLength={8}
            value={wish.password}
            error={fieldError("password")}
            visibilityToggleButtonProps={{ "aria-label": t("identity.show_password") }}
            onChange={(event) => change({ password: event.currentTarget.value })}
          />
        </>
      )}
      <SegmentedControl
        aria-label={t("admin.role")}
        value={wish.role}
        onChange={(role) => change({ role: role as Person["role"] })}
        data={(["member", "leader", "admin"] as const).map((value) => ({ value, label: t(`identity.role_${value}`) }))}
      />
      <TeamSelect teams={teams} value={wish.team_id} onChange={(team_id) => change({ team_id })} />
      {person ? null : (
        <Checkbox
          label={t("admin.is_guest")}
          checked={wish.is_guest}
          onChange={(event) => change({ is_guest: event.currentTarget.checked })}
        />
      )}
      <FormConflict
        error={editing.error}
        draft={draft}
        now={now}
        version={version}
        isBusy={editing.isRunning}
        labelOf={(name) => t(name === "role" ? "admin.role" : name === "team_id" ? "admin.team" : "identity.name")}
        wordOf={(name, of) => {
          if (name === "role") return t(`identity.role_${of.role}`);
          return name === "team_id" ? (teams.find(({ id }) => id === of.team_id)?.name ?? "") : String(of[name]);
        }}
        onKeep={(part) => person && editing.run({ person: { id: person.id, version }, change: part })}
        onTake={editing.forget}
      />
    </FormDialog>
  );
}
