import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Role, User } from "~/lib/api/types";

/** The owner of the machine: comes in with the local token, and cannot be changed. */
export const OWNER = "1";

const PAGE = 50;
const AGAIN_MS = 15_000;

export interface PeopleFilter {
  q: string;
  role: Role | null;
  disabled: boolean | null;
  order: string;
}

export function peopleQuery({ q, role, disabled, order }: PeopleFilter) {
  return infiniteQueryOptions({
    queryKey: ["users", "list", { q, role, disabled, order }],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE,
        order_by: order,
        ...(pageParam === null ? {} : { cursor: pageParam }),
        ...(q === "" ? {} : { q }),
        ...(role === null ? {} : { role: [role] }),
        ...(disabled === null ? {} : { disabled }),
      };
      return take(api.GET("/api/v1/users", { params: { query }, signal }));
    },
    staleTime: 0, // nothing streams it
    refetchInterval: AGAIN_MS,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ["users", "one", id],
    queryFn: ({ signal }): Promise<User> =>
      take(api.GET("/api/v1/users/{user_id}", { params: { path: { user_id: id } }, signal })),
  });
}

export const invitesQuery = queryOptions({
  queryKey: ["users", "invites"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/invites", { signal }))).invites,
  refetchInterval: AGAIN_MS,
});

/** How many tasks somebody was given, by state; only who sees all tasks is told all of them. */
export function givenQuery(id: string) {
  return queryOptions({
    queryKey: ["users", "given", id],
    queryFn: async ({ signal }) => {
      const query = { assigned_to: [id], limit: 1, include: ["counts" as const] };
      return (await take(api.GET("/api/v1/tasks", { params: { query }, signal }))).counts ?? {};
    },
  });
}
