import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";
import { LiveGate } from "@/app/LiveGate";
import { SessionGate } from "@/app/SessionGate";
import { Shell } from "@/app/Shell";
import type { Language } from "@/lib/words";
import { theme, variables } from "@/ui/theme";
import { styleNonce } from "@/ui/styleNonce";
import { WordsProvider } from "@/ui/WordsProvider";
import type { Words } from "@/words/catalogue";

interface Props {
  client: QueryClient;
  language: Language;
  words: Words;
}

export function App({ client, language, words }: Props) {
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <WordsProvider language={language} words={words}>
          <BrowserRouter>
            <SessionGate>
              <LiveGate>
                <Shell />
              </LiveGate>
            </SessionGate>
          </BrowserRouter>
        </WordsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

