import { Button, Checkbox, Group, Modal, PasswordInput, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person, Team } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useAddPerson, useEditPerson } from "@/features/identity/api";
import { TeamSelect } from "@/features/identity/TeamSelect";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
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
  const [wish, setWish] = useState({
    name: person?.name ?? "",
    email: person?.email ?? "",
    password: "",
    role: person?.role ?? ("member" as Person["role"]),
    team_id: person?.team_id ?? null,
    is_guest: person?.is_guest ?? false,
  });
  const change = (part: Partial<typeof wish>) => setWish({ ...wish, ...part });
  const done = (saved: Person) => {
    onClose();
    say(t("admin.person_saved", { name: saved.name }));
  };
  const adding = useAddPerson(done);
  const editing = useEditPerson(done);
  const deed = person ? editing : adding;
  const fieldError = useFieldErrors(deed.error);
  const save = () => {
    const { name, role, team_id } = wish;
    if (person) editing.run({ person, change: { name: name.trim(), role, team_id } });
    else adding.run({ ...wish, name: name.trim(), email: wish.email.trim() });
  };
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={person ? t("admin.act_edit") : t("admin.add_person")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="md">
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
          <Problem text={deed.error ? problem(deed.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={deed.isRunning} disabled={!wish.name.trim()}>
              {person ? t("common.save") : t("common.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
