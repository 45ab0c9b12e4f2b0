import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";

type Ready = components["schemas"]["ReadyOut"];
export type Setting = components["schemas"]["SettingOut"];

/** What the server goes by; administrators only. It changes with a restart. */
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/settings", { signal }))).settings,
});

export const versionQuery = queryOptions({
  queryKey: ["version"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/version", { signal })),
});

export const readyQuery = queryOptions({
  queryKey: ["ready"],
  queryFn: async ({ signal }): Promise<Ready> => {
    const answer = await api.GET("/readyz", { signal });
    // That it is not ready is an answer too, with the same body.
    if (answer.response.status === 503) return answer.error as Ready;
    return take(Promise.resolve(answer));
  },
  refetchInterval: 10_000,
});
