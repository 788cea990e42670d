import "@/ui/styles.css";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { keepBuild } from "@/app/build";
import { createQueryClient } from "@/app/queryClient";
import { beginPage } from "@/app/routes";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import { adopt } from "@/api/session";
import type { Session } from "@/api/types";
import { applyDensity, currentDensity } from "@/ui/density";
import { firstLanguage } from "@/ui/WordsProvider";
import { beginWords, completeWords, fetchRest } from "@/words/catalogue";

// As long as React would keep back a page whose file it had to wait for, in milliseconds.
const LONGEST_BLANK = 300;
const pause = (long: number) => new Promise((done) => setTimeout(done, long));

async function start(root: HTMLElement): Promise<void> {
  applyDensity(currentDensity());
  const client = createQueryClient();
  const language = firstLanguage();
  // The question who is signed in travels while the texts load.
  void client.prefetchQuery({ queryKey: keys.session, queryFn: async () => adopt(await get<Session>("/session")) });
  const first = beginWords(language);
  fetchRest(language);
  const page = beginPage(location.pathname, first);
  const words = await first;
  await Promise.race([page, pause(LONGEST_BLANK)]);
  createRoot(root).render(<App client={client} language={language} words={words} />);
  // Beside the first questions: whatever opens next says some of them. A part that needs them asks again.
  void completeWords().catch(() => undefined);
}

const root = document.getElementById("root");
if (root) void start(root);
keepBuild();
