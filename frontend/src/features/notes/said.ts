/** Why a note can only be read: nobody's fault, or something that closed it for good. */
export type Barrier =
  | "not_member"
  | "frozen"
  | "schema"
  | "revoked"
  | "epoch"
  | "too_big"
  | "unreadable"
  | "failed";

export interface NoteState {
  /** Opening: nothing was heard of the server yet. Offline: what is typed is kept here. */
  saved: "opening" | "saved" | "saving" | "offline";
  canWrite: boolean;
  barrier: Barrier | null;
  isLarge: boolean;
}

export interface Opened {
  status: "ok";
  epoch: string;
  /** Whether bytes may be said in base64; servers of an earlier version do not. */
  takes_text?: boolean;
  head: number;
  update: ArrayBuffer;
  vector: ArrayBuffer;
  carets: ArrayBuffer;
  can_write: boolean;
  why: Barrier | null;
  large: boolean;
}
export type Answer = Opened | { status: "error"; code: string };

export interface Said {
  note: number;
  after?: number;
  head?: number;
  upto?: number;
  n?: number;
  code?: string;
  updates?: ArrayBuffer;
  carets?: ArrayBuffer;
}
