import { useState } from "react";
import type { Evidence } from "@/api/types";
import type { TypedChange } from "@/features/nodes/api";
import { useStanding } from "@/features/nodes/useNoteDraft";

interface Words {
  text: string;
  url: string;
}

const EMPTY: Words = { text: "", url: "" };

/** A piece of evidence as I type it, on top of those that are there. */
export function useEvidenceDraft(evidence: Evidence[]) {
  const [words, setWords] = useState(EMPTY);
  const standing = useStanding(words);
  // Only what it was sent with is given back or let go of: somebody may have typed on meanwhile.
  const adding = (sent: Words, before: Evidence[]): TypedChange => ({
    change: { evidence: [...before, evidenceOf(sent)] },
    typed: {
      restore: () => setWords((now) => (isEmpty(now) ? sent : now)),
      drop: () => setWords((now) => (now.text === sent.text && now.url === sent.url ? EMPTY : now)),
      watch: standing.watch,
      // Mine is the last of what was refused.
      now: ({ evidence: refused = [] }) => {
        const now = standing.current;
        return now === null || !isWhole(now) ? undefined : adding(now, refused.slice(0, -1));
      },
    },
  });
  return {
    words,
    isTyped: !isEmpty(words),
    isBadUrl: isBadUrl(words),
    isWhole: isWhole(words),
    type: (part: Partial<Words>) => setWords((now) => ({ ...now, ...part })),
    wish: () => adding(words, evidence),
  };
}

const isEmpty = ({ text, url }: Words) => text === "" && url === "";
const isBadUrl = ({ url }: Words) => url !== "" && !isWebAddress(url);
const isWhole = (words: Words) => Boolean(words.text.trim() || words.url) && !isBadUrl(words);

function evidenceOf({ text, url }: Words): Evidence {
  const address = url.trim();
  return { kind: address ? "link" : "text", text: text.trim(), url: address };
}

/** Only these are ever made clickable: other schemes could run script. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url.trim());
}
