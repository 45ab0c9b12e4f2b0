import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";

export type Token = components["schemas"]["TokenOut"];
export type NewToken = components["schemas"]["NewTokenOut"];
export type Scope = Token["scopes"][number];

/** One's own, the newest first; the expired ones too. */
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/tokens", { signal }))).tokens,
  staleTime: 0, // when it was last used changes without us
});

/** What a token may do is bounded by its scopes, and by what its person may. */
export const SCOPES: Record<Scope, { name: string; says: string }> = {
  read: { name: "Read", says: "Looks at tasks and their output." },
  run: { name: "Run", says: "Creates, cancels and changes tasks." },
  admin: { name: "Admin", says: "Changes accounts, and makes other tokens." },
};
