import { usePeople } from "@/api/people";
import { useChoices } from "@/app/matrix/useChoices";
import { useAccountName } from "@/features/accounts/api";
import { FILTERS, type FilterName, type Filters } from "@/features/matrix/question";
import { useWords } from "@/ui/useWords";

/** What the matrix is narrowed by, each filter as it is worded on screen; what has no name here says its number. */
export function useFilterWords(filters: Partial<Filters>): string[] {
  const { t } = useWords();
  const { people } = usePeople();
  const choices = new Map(useChoices());
  const account = useAccountName(Number(filters.account ?? 0));
  const nameOf = (filter: FilterName, value: string) => {
    if (filter === "person") return people.find(({ id }) => String(id) === value)?.name;
    if (filter === "account") return account;
    return choices.get(filter)?.find((choice) => choice.value === value)?.label;
  };
  return FILTERS.flatMap((filter) => {
    const value = filters[filter];
    return value ? [`${t(`matrix.filter_${filter}`)} ${nameOf(filter, value) || value}`] : [];
  });
}
