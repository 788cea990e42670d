// @vitest-environment happy-dom
/** Who is signed in, as the screens behind the sign-in ask it. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { afterEach, expect, test } from "vitest";
import { keys } from "@/api/keys";
import { enter, useMe } from "@/api/session";
import type { Session } from "@/api/types";

afterEach(cleanup);

const session = (data: unknown) => ({ data, csrf: "" }) as Session;

/** A browser in which somebody is signed in, or nobody. */
function browserOf(data: unknown) {
  const client = new QueryClient();
  client.setQueryData(keys.session, session(data));
  const wrapper = ({ children }: PropsWithChildren) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  return { client, wrapper };
}

test("a screen that is drawn once more while its person signs out knows who it was", () => {
  const { client, wrapper } = browserOf({ id: 7, name: "王芳" });
  const { result, rerender } = renderHook(useMe, { wrapper });

  act(() => enter(client, session(null)));
  rerender();

  expect(result.current.name).toBe("王芳");
});

test("a screen that needs a person is not begun without one", () => {
  expect(() => renderHook(useMe, browserOf(null))).toThrow("nobody is signed in");
});
