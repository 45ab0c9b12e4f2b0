import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "~/lib/api/client";
import type { User } from "~/lib/api/types";

// All of them, on any server for people who know each other.
const LIMIT = 1_000;

/** Everybody, by name; undefined until it is known. */
export function usePeople({ enabled = true } = {}): readonly User[] | undefined {
  return useQuery({
    queryKey: ["users", "names"],
    queryFn: async ({ signal }) => {
      const query = { limit: LIMIT, order_by: "name" };
      const page = await take(api.GET("/api/v1/users", { params: { query }, signal }));
      return page.users;
    },
    enabled,
  }).data;
}

/** Whom tasks can be given to: viewers only look. */
export function useAssignable(): readonly User[] | undefined {
  const people = usePeople();
  return useMemo(
    () => people?.filter((one) => one.role !== "viewer" && one.disabled !== true),
    [people],
  );
}
