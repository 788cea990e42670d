import { Button, Modal, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Person, Team } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useActivate } from "@/features/identity/api";
import { PasswordForm } from "@/features/identity/PasswordForm";
import { PeopleTable, type PersonAct } from "@/features/identity/PeopleTable";
import { PersonDialog } from "@/features/identity/PersonDialog";
import { LeavingDialog } from "@/features/responsibilities/LeavingDialog";
import filters from "@/ui/Filters.module.css";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const NAMES = ["q"] as const;

/** Everybody of the installation: add, place, give a password, end the access with a plan. */
export function PeopleTab({ teams }: { teams: Team[] }) {
  const { t } = useWords();
  const problem = useProblem();
  const me = useMe();
  const { people } = usePeople();
  const [{ q }, change] = useFilter(NAMES);
  const [asking, setAsking] = useState<{ act: PersonAct | "add"; person: Person | null } | null>(null);
  const activating = useActivate(() => say(t("admin.activated")));
  const close = () => setAsking(null);
  const act = (verb: PersonAct, person: Person) => {
    if (verb === "activate") activating.run(person);
    else setAsking({ act: verb, person });
  };
  const wanted = q.trim().toLowerCase();
  const shown = people.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  return (
    <>
      <div className={filters.filters}>
        <TextInput
          type="search"
          className={filters.find}
          aria-label={t("admin.find_person")}
          placeholder={t("admin.find_person")}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={q}
          onChange={(event) => change({ q: event.currentTarget.value })}
        />
        <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAsking({ act: "add", person: null })}>
          {t("admin.add_person")}
        </Button>
      </div>
      <Problem text={activating.error ? problem(activating.error) : null} />
      <PeopleTable
        people={shown}
        meId={me.id}
        teamName={(id) => teams.find((team) => team.id === id)?.name ?? ""}
        onAct={act}
      />
      {asking?.act === "add" || asking?.act === "edit" ? (
        <PersonDialog person={people.find(({ id }) => id === asking.person?.id) ?? asking.person} teams={teams} onClose={close} />
      ) : null}
      {asking?.act === "deactivate" && asking.person ? <LeavingDialog person={asking.person} onClose={close} /> : null}
      {asking?.act === "password" && asking.person ? (
        <Modal opened centered onClose={close} title={t("profile.set_password")} closeButtonProps={{ "aria-label": t("common.close") }}>
          <PasswordForm
            person={asking.person}
            isOwn={asking.person.id === me.id}
            onDone={() => {
              close();
              say(t("admin.password_set"));
            }}
          />
        </Modal>
      ) : null}
    </>
  );
}
