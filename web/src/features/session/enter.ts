import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import { stopLive } from "~/lib/live";
import { meQuery } from "~/lib/session";

/** What somebody types to sign in: an address or a user name. */
export function credentials(name: string, password: string) {
  const who = name.trim();
  return who.includes("@") ? { email: who, password } : { username: who, password };
}

/** The cookie is set; what was known for somebody else is forgotten. */
export async function enter(client: QueryClient): Promise<void> {
  forgetTheRest(client);
  await client.refetchQueries(meQuery);
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await take(api.POST("/api/v1/auth/logout"));
    stopLive();
    forgetTheRest(client);
    client.setQueryData(meQuery.queryKey, null);
  };
}

// Who is signed in is kept: what shows it would not hear of a query that took its place.
function forgetTheRest(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] });
}
