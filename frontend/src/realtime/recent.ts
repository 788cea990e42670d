import type { Entry } from "@/api/types";
import { Watched } from "@/lib/Watched";

const SHOWN_FOR = 4_000;
/** After a long absence only the last few changes are worth a mark. */
const MOST = 30;

/** What others have just changed: each entry is remembered for a few seconds, so that its place on screen can show who it was. */
export class Recent extends Watched {
  private entries: readonly Entry[] = [];

  constructor(private readonly me: number) {
    super();
  }

  all = (): readonly Entry[] => this.entries;

  note(entry: Entry): void {
    if (entry.actor === null || entry.actor === this.me) return;
    this.entries = [...this.entries, entry].slice(-MOST);
    this.tell();
    setTimeout(() => {
      this.entries = this.entries.filter((each) => each !== entry);
      this.tell();
    }, SHOWN_FOR);
  }
}
