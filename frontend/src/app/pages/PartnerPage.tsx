import { useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import { MissingPage } from "@/app/pages/MissingPage";
import { failureOf } from "@/api/failureOf";
import { useNodeBeside } from "@/features/nodes/api";
import { useNoteRow } from "@/features/notes/api";
import { NotesPanel } from "@/features/notes/NotesPanel";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

/** What a partner sees of a deal: a node that concerns them, and its notes to read. */
export function PartnerPage({ dealId }: { dealId: number }) {
  const [search] = useSearchParams();
  const note = Number(search.get("note")) || null;
  const asked = Number(search.get("node")) || null;
  // A mention names the note alone.
  const row = useNoteRow(asked === null ? note : null);
  const failure = failureOf(row);
  if (failure) return <FailedPage error={failure} onRetry={() => void row.refetch()} />;
  const nodeId = asked ?? row.data?.data.node_id ?? null;
  if (nodeId !== null) return <NodeNotes key={nodeId} dealId={dealId} nodeId={nodeId} note={note} />;
  return note !== null && !row.data ? <Loading /> : <MissingPage />;
}

function NodeNotes({ dealId, nodeId, note }: { dealId: number; nodeId: number; note: number | null }) {
  const { t, name } = useWords();
  const [, setSearch] = useSearchParams();
  const node = useNodeBeside(dealId, nodeId);
  const failure = failureOf(node);
  if (failure) return <FailedPage error={failure} onRetry={() => void node.refetch()} />;
  if (!node.data) return <Loading />;
  const title = name(node.data.data.name);
  return (
    <Page title={title} lead={<p>{t("notes.partner_lead")}</p>}>
      <NotesPanel
        dealId={dealId}
        nodeId={nodeId}
        chosen={note}
        nameOfNode={() => title}
        around={{ members: [], open: [], show: null }}
        onChoose={(id) => setSearch({ node: String(nodeId), note: String(id) }, { preventScrollReset: true })}
      />
    </Page>
  );
}
