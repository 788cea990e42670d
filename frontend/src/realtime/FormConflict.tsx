import { type Told, useLastChange } from "@/api/lastChange";
import { usePeople } from "@/api/people";
import type { ApiError } from "@/api/problem";
import { ConflictChoice } from "@/ui/ConflictChoice";
import type { Draft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

interface Props<Fields extends object> {
  error: ApiError | null;
  draft: Draft<Fields>;
  /** The thing as it is now. */
  now: Fields;
  version: number;
  /** Where its changes are told; none when no stream of the reader tells of them. */
  told?: Told;
  isBusy: boolean;
  labelOf: (name: keyof Fields & string) => string;
  /** A field in words. */
  wordOf?: (name: keyof Fields & string, fields: Fields) => string;
  /** Sends these of my fields over the present version. */
  onKeep: (changes: Partial<Fields>) => void;
  /** Lets go of what was typed. */
  onTake: () => void;
}

const NOWHERE: Told = { stream: "", isOf: () => false };

/** In a form whose thing somebody else changed meanwhile: who and when, and the choice between mine and theirs. */
export function FormConflict<Fields extends object>(props: Props<Fields>) {
  const { error, draft, now, version, told = NOWHERE, labelOf, wordOf = asText } = props;
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  const faster = useLastChange(told, version, isStale(error) && told !== NOWHERE);
  if (!isStale(error)) return null;
  const names = Object.keys(draft.changes) as (keyof Fields & string)[];
  return (
    <ConflictChoice
      text={faster ? t("common.conflict_by", { person: nameOf(faster.actor), at: moment(faster.at) }) : t("common.conflict")}
      fields={names.map((name) => ({ name, label: labelOf(name), mine: wordOf(name, draft.fields), theirs: wordOf(name, now) }))}
      isReady={version !== draft.version}
      isBusy={props.isBusy}
      onKeep={(kept) => {
        const changes = draft.rebase(kept as (keyof Fields)[]);
        // What both wanted alike is there already.
        if (Object.keys(changes).length > 0) props.onKeep(changes);
        else props.onTake();
      }}
      onTake={() => {
        draft.rebase([]);
        props.onTake();
      }}
    />
  );
}

function asText<Fields>(name: keyof Fields, fields: Fields): string {
  const value = fields[name];
  return value === null || value === undefined ? "" : String(value);
}

/** Somebody was faster: what is sent next is chosen first. */
export function isStale(error: ApiError | null): boolean {
  return error?.status === 412;
}

/** What a form says of a failure that is no conflict. */
export function problemBut(error: ApiError | null, word: (error: ApiError) => string): string | null {
  return error && !isStale(error) ? word(error) : null;
}
