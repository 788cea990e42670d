import { type ComponentType, lazy } from "react";
import { completeWords } from "@/words/catalogue";

const failed = new Set<() => void>();

/** A component that loads when it is first shown; `begin` fetches its file before that, and says nothing when that fails. */
export type LaterPart<Props extends object> = ComponentType<Props> & { begin: () => void };

/** Returns a component that loads when it is first shown, together with the words that no first screen says. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  const begin = () =>
    lazy(async () => {
      try {
        const [part] = await Promise.all([load(), completeWords()]);
        return { default: part };
      } catch (error) {
        failed.add(() => {
          Part = begin();
        });
        throw error;
      }
    });
  let Part = begin();
  return Object.assign((props: Props) => <Part {...props} />, { begin: () => void load().catch(() => undefined) });
}

/** Has parts that did not come asked for anew when they are shown the next time. */
export function tryAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}
