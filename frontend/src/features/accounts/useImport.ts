import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask, write } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema";
import type { ImportOutcome, ImportTable } from "@/api/types";
import { ADDED_AT_ONCE, chunked, claimedTwice, type Fields, type ImportRow, toRows } from "@/features/accounts/importing";
import { newId } from "@/lib/id";

export interface ReadFile {
  id: string;
  name: string;
  table: ImportTable;
}

interface Outcomes {
  data: ImportOutcome[];
}

/** Reads a file on the server, which alone knows how; nothing is kept there. */
export function useReadFile(onDone: (file: ReadFile) => void) {
  return useMutation({
    mutationFn: async (file: File): Promise<ReadFile> => {
      const { data } = await ask<{ data: ImportTable }>("/accounts/import/read", { content: await base64(file) });
      return { id: newId(), name: file.name, table: data };
    },
    onSuccess: onDone,
  });
}

/** Has every row weighed, part by part; another meaning of a column begins anew. */
export function useChecked(file: ReadFile | null, fields: Fields) {
  const [checked, setChecked] = useState(0);
  const isReady = file !== null && fields.includes("name") && claimedTwice(fields) === null;
  const query = useQuery({
    queryKey: keys.importCheck(file?.id ?? "", fields),
    enabled: isReady,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const rows = file ? toRows(file.table, fields) : [];
      const found: ImportOutcome[] = [];
      for (const part of chunked(rows)) {
        setChecked(found.length);
        // One after the other: the parts of one file shall not take the server from everybody else.
        found.push(...(await ask<Outcomes>("/accounts/import/check", { rows: part }, signal)).data);
      }
      return { rows, outcomes: found };
    },
  });
  return { query, checked, isReady };
}

interface Run {
  id: string;
  parts: ImportRow[][];
  found: ImportOutcome[];
}

/** Adds rows part by part; after a failure it goes on where it stopped, and no part is added twice. */
export function useRunImport() {
  const client = useQueryClient();
  const run = useRef<Run | null>(null);
  const [done, setDone] = useState(0);
  const running = useMutation({
    mutationFn: async (rows: ImportRow[] | null) => {
      if (rows) run.current = { id: newId(), parts: chunked(rows, ADDED_AT_ONCE), found: [] };
      const now = run.current;
      if (!now) return [];
      for (let [part] = now.parts; part; [part] = now.parts) {
        setDone(now.found.length);
        const key = `${now.id}.${part[0]?.line ?? 0}`;
        const { data } = await write<Outcomes>("POST", "/accounts/import", { body: { rows: part }, key });
        now.found.push(...data);
        now.parts.shift();
      }
      return now.found;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
  return { running, done };
}

type Removal = components["schemas"]["RemovalOut"];

interface TakingBack {
  id: string;
  parts: number[][];
  found: Removal[];
}

/** Takes back what a file added, part by part, as far as nobody has used it; a failure is gone on from. */
export function useUndoImport(onDone: (removals: Removal[]) => void) {
  const client = useQueryClient();
  const run = useRef<TakingBack | null>(null);
  const [done, setDone] = useState(0);
  const undoing = useMutation({
    mutationFn: async (ids: number[]) => {
      const now = (run.current ??= { id: newId(), parts: chunked(ids, ADDED_AT_ONCE), found: [] });
      for (let [part] = now.parts; part; [part] = now.parts) {
        setDone(now.found.length);
        const key = `${now.id}.${part[0] ?? 0}`;
        const { data } = await write<{ data: Removal[] }>("POST", "/accounts/import/undo", { body: { account_ids: part }, key });
        now.found.push(...data);
        now.parts.shift();
      }
      return now.found;
    },
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
  return { undoing, done };
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("unreadable")));
    reader.readAsDataURL(file);
  });
}
