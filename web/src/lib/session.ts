import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { api, isProblem, take } from "./api/client";
import type { Me, Role, Task } from "./api/types";

/** Null for somebody who is not signed in. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await take(api.GET("/api/v1/auth/me", { signal }));
    } catch (error) {
      if (isProblem(error, "unauthenticated")) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** How strangers get in: whether set-up is open, and registration. */
export const waysQuery = queryOptions({
  queryKey: ["ways"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/auth/ways", { signal })),
});

export function useSignedIn() {
  return useQuery(meQuery);
}

/** Who is signed in; only below the gate, which shows the login page to everybody else. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new Error("nobody is signed in here");
  return data;
}

/** What somebody may do, so that nothing is offered that would be refused: docs/reference/roles.md. */
export interface Rights {
  create: boolean;
  /** Cancel, change, rerun, delete. */
  control(task: Task): boolean;
  /** Take, start, complete, check off, comment. */
  work(task: Task): boolean;
  /** Assign, unassign, reopen. */
  assign(task: Task): boolean;
  seeAll: boolean;
  administer: boolean;
}

const ALL: Record<Role, boolean> = { viewer: false, user: false, operator: true, admin: true };

export function rightsOf(me: Pick<Me, "id" | "role">): Rights {
  const acts = me.role !== "viewer";
  const all = ALL[me.role];
  const own = (task: Task) => acts && (all || task.created_by?.id === me.id);
  return {
    create: acts,
    control: own,
    work: (task) => own(task) || (acts && task.assigned_to?.id === me.id),
    assign: own,
    seeAll: all || me.role === "viewer",
    administer: me.role === "admin",
  };
}

export function useRights(): Rights {
  return rightsOf(useMe());
}
