import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import { meQuery } from "~/lib/session";

/** Changes one's own account; a new e-mail, user name or password takes the current password. */
export function useChangeMe(after: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: components["schemas"]["MePatch"]) =>
      take(api.PATCH("/api/v1/auth/me", { body })),
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      void client.invalidateQueries({ queryKey: ["users"] });
      after();
    },
  });
}
