import { useEffect, useState, useSyncExternalStore } from "react";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { NoteProvider } from "@/features/notes/provider";
import type { NoteState } from "@/features/notes/said";
import { keptName } from "@/lib/kept";
import { forget, keep, recall } from "@/lib/storage";
import { useLive } from "@/realtime/LiveProvider";
import type { Channel } from "@/realtime/wire";

export interface OpenNote {
  doc: Y.Doc;
  provider: NoteProvider;
  /** Gives up what this device kept of another life of the note; it is opened as it is now the next time. */
  giveUp: () => Promise<void>;
}

interface Session extends OpenNote {
  close: () => void;
}

const DISK_PATIENCE = 1_500;

/** Opens a note for as long as the caller is on screen; what is typed is kept on this device as well. */
export function useNote(note: number, person: number): OpenNote | null {
  const live = useLive();
  const [opened, setOpened] = useState<OpenNote | null>(null);
  useEffect(() => {
    let isGone = false;
    let session: Session | undefined;
    const begin = async () => {
      session = await open(live, note, person);
      if (isGone) session.close();
      else setOpened(session);
    };
    void begin();
    return () => {
      isGone = true;
      setOpened(null);
      session?.close();
    };
  }, [live, note, person]);
  return opened;
}

export function useNoteState(provider: NoteProvider): NoteState {
  return useSyncExternalStore(provider.watch, () => provider.state);
}

async function open(channel: Channel, note: number, person: number): Promise<Session> {
  const doc = new Y.Doc();
  // The full stop ends the number: forgetting note 1 leaves note 10 alone.
  const memory = `note.epoch.${person}.${note}.`;
  const epoch = recall(memory);
  let disk: IndexeddbPersistence | undefined;
  const onDisk = (life: string) => {
    disk ??= new IndexeddbPersistence(keptName(person, note, life), doc);
    return disk;
  };
  if (epoch !== null) await Promise.race([onDisk(epoch).whenSynced, pause(DISK_PATIENCE)]).catch(() => undefined);
  const onEpoch = (life: string) => {
    keep(memory, life);
    onDisk(life);
  };
  const provider = new NoteProvider({ note, channel, doc, epoch, onEpoch });
  const close = () => {
    provider.destroy();
    void disk?.destroy().catch(() => undefined);
    doc.destroy();
  };
  const giveUp = async () => {
    forget(memory);
    await disk?.clearData().catch(() => undefined);
  };
  return { doc, provider, close, giveUp };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
