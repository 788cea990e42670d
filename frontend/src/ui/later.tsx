import { type ComponentType, lazy, useState } from "react";
import { completeWords } from "@/words/catalogue";

const failed = new Set<() => void>();
const nothing = (): void => undefined;

/**
 * A component that loads when it is first shown. `begin` fetches its file before that, and its words once a language is
 * there; it says nothing when that fails. What it returns is done when the part is there, or will not come.
 */
export type LaterPart<Props extends object> = ComponentType<Props> & { begin: (language?: Promise<unknown>) => Promise<void> };
type Load<Props> = (language?: Promise<unknown>) => Promise<ComponentType<Props>>;

/** Returns a component that loads when it is first shown, together with the words that no first screen says. */
export function later<Props extends object>(load: Load<Props>): LaterPart<Props> {
  let Loaded: ComponentType<Props> | null = null;
  const bring = async (language?: Promise<unknown>) => {
    const [part] = await Promise.all([load(language), Promise.resolve(language).then(completeWords)]);
    Loaded = part;
    return { default: part };
  };
  const whenShown = () =>
    lazy(() =>
      bring().catch((error: unknown) => {
        failed.add(() => {
          Part = whenShown();
        });
        throw error;
      }),
    );
  let Part = whenShown();
  function Later(props: Props) {
    // What is here already is shown at once: React shows what it had to wait for 300 ms after the waiting began, at the earliest.
    const [Shown] = useState<ComponentType<Props>>(() => Loaded ?? Part);
    return <Shown {...props} />;
  }
  return Object.assign(Later, { begin: (language?: Promise<unknown>) => bring(language).then(nothing, nothing) });
}

/** Has parts that did not come asked for anew when they are shown the next time. */
export function tryAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}
