import { Button, SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { DealBoardView } from "@/app/deals/DealBoardView";
import { DealListView } from "@/app/deals/DealListView";
import { OpenRoomDialog } from "@/app/OpenRoomDialog";
import { NO_FILTER } from "@/features/deals/api";
import { DealFilters } from "@/features/deals/DealFilters";
import { SavedViews } from "@/features/identity/SavedViews";
import { PlaybookFilter } from "@/features/playbooks/PlaybookFilter";
import { StaleMark } from "@/realtime/StaleMark";
import { Page } from "@/ui/Page";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const NAMES = ["q", "status", "stage", "playbook", "person", "view"] as const;

/** All deals one may see, as a list or as a board by stage. */
export function DealsPage() {
  const { t } = useWords();
  const [{ view, ...filter }, change] = useFilter(NAMES);
  const [q] = useDebouncedValue(filter.q, 200);
  const [isOpening, setOpening] = useState(false);
  const asked = { ...filter, q };
  const clear = () => change(NO_FILTER);
  return (
    <Page
      title={t("deals.title")}
      note={<StaleMark />}
      actions={
        <>
          <SegmentedControl
            aria-label={t("deals.view")}
            value={view === "board" ? "board" : "list"}
            onChange={(value) => change({ view: value === "board" ? "board" : "" })}
            data={[
              { value: "list", label: t("deals.view_list") },
              { value: "board", label: t("deals.view_board") },
            ]}
          />
          <SavedViews screen="deals" />
          <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setOpening(true)}>
            {t("deals.open_room")}
          </Button>
        </>
      }
    >
      <DealFilters filter={filter} isBoard={view === "board"} onChange={change}>
        <PlaybookFilter value={filter.playbook} onChange={(playbook) => change({ playbook })} />
      </DealFilters>
      {view === "board" ? <DealBoardView filter={asked} /> : <DealListView filter={asked} onClear={clear} />}
      {isOpening ? <OpenRoomDialog account={null} onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}
