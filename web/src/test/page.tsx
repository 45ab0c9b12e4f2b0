import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { type ReactNode, Suspense } from "react";
import { afterEach } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { Me } from "~/lib/api/types";
import { meQuery } from "~/lib/session";
import { Dialogs } from "~/ui/dialogs";

// What jsdom has not, and Mantine asks for.
window.matchMedia ??= (media: string) =>
  ({ matches: false, media, addEventListener() {}, removeEventListener() {} }) as never;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
if (document.fonts === undefined) {
  const fonts = { addEventListener() {}, removeEventListener() {} };
  Object.defineProperty(document, "fonts", { value: fonts });
}
Element.prototype.scrollIntoView ??= () => undefined;

afterEach(() => {
  cleanup();
  notifications.clean();
});

/** An administrator; `change` says what is different about them. */
export function aMe(change: Partial<Me> = {}): Me {
  return {
    id: "2",
    email: "ben@example.org",
    username: "ben",
    name: "Ben",
    role: "admin",
    external_id: null,
    created_at: "2026-11-01T08:00:00.000Z",
    updated_at: "2026-11-01T08:00:00.000Z",
    last_login_at: null,
    disabled: false,
    total_tasks_assigned: 0,
    total_tasks_completed: 0,
    total_tasks_in_progress: 0,
    total_tasks_failed: 0,
    completion_percentage: 0,
    version: 1,
    links: { self: "/api/v1/users/2" },
    scopes: ["read", "run", "admin"],
    way: "session",
    ...change,
  };
}

function aClient() {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
}

/** Shows it as it stands on the page, to `me`; tells where one is, and what is cached. */
export function show(ui: ReactNode, { me = aMe(), path = "/", client = aClient() } = {}) {
  client.setQueryData(meQuery.queryKey, me);
  const { hook, searchHook, history } = memoryLocation({ path, record: true });
  render(
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <Notifications />
        <Router hook={hook} searchHook={searchHook}>
          <Suspense>{ui}</Suspense>
        </Router>
        <Dialogs />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { client, history };
}
