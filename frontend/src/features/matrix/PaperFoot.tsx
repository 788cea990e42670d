import { useMe } from "@/api/session";
import type { Difference, Matrix } from "@/api/types";
import { wholeMoment } from "@/lib/time";
import { useNow } from "@/ui/useNow";
import { type Say, useWords } from "@/ui/useWords";

interface Props {
  pages: (Matrix | Difference)[];
  at: string;
  vs: string;
  /** The one deal that the sheet is about, or what it was narrowed by, in words. */
  filter: string;
}

/** What paper has to say for itself: as of when, of what, printed by whom, and from which history it was made. */
export function PaperFoot({ pages, at, vs, filter }: Props) {
  const { t, language } = useWords();
  const { name } = useMe();
  const moment = (when: string) => wholeMoment(when, language);
  const now = moment(new Date(useNow()).toISOString());
  const digests = [...new Set(pages.map(({ heads }) => heads))];
  return (
    <>
      {[
        asOf(pages[0], { at, vs, now }, t, moment),
        t("matrix.paper_filter", { filter: filter || t("matrix.paper_all") }),
        t("matrix.paper_by", { name, at: now }),
        // One for each page that was read: the same as an export of these deals carries.
        ...digests.map((digest) => t("matrix.paper_heads", { digest })),
      ].join(" · ")}
    </>
  );
}

type Moments = { at: string; vs: string; now: string };

function asOf(page: Matrix | Difference | undefined, { at, vs, now }: Moments, t: Say, moment: (at: string) => string): string {
  if (vs) return t("matrix.comparison", { from: moment(vs), to: at ? moment(at) : now });
  if (at) return t("matrix.paper_as_of", { at: moment(at) });
  return t("matrix.paper_now", { at: page && "at" in page ? moment(page.at) : now });
}
