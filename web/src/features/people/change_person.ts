import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import type { User } from "~/lib/api/types";

type Change = components["schemas"]["UserPatch"];

/** What an administrator does to accounts; afterwards everything shown of people is asked for again. */
export function usePeopleVerbs() {
  const client = useQueryClient();
  return {
    change: (user: User, change: Change) => refreshing(client, changed(user, change)),
    remove: (user: User) => refreshing(client, removed(user)),
    add: (account: components["schemas"]["UserIn"]) =>
      refreshing(client, take(api.POST("/api/v1/users", { body: account }))),
  };
}

export async function refreshing<Made>(client: QueryClient, sent: Promise<Made>): Promise<Made> {
  const made = await sent;
  void client.invalidateQueries({ queryKey: ["users"] });
  return made;
}

function changed(user: User, body: Change): Promise<User> {
  const params = { path: { user_id: user.id } };
  return take(api.PATCH("/api/v1/users/{user_id}", { params, body }));
}

function removed(user: User): Promise<unknown> {
  const params = { path: { user_id: user.id } };
  return take(api.DELETE("/api/v1/users/{user_id}", { params }));
}
