import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import { millis } from "~/lib/time";
import { confirmed } from "~/ui/dialogs";
import { When } from "~/ui/times";
import { failed, told } from "~/ui/toast";
import { type Token, tokensQuery } from "./tokens_query";

const WEEK = 7 * 86_400_000;

/** Asks before only where something still uses it. */
export function RevokeButton({ token }: { token: Token }) {
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => {
      const params = { path: { token_id: token.id } };
      return take(api.DELETE("/api/v1/tokens/{token_id}", { params }));
    },
    onSuccess: () => told(`${token.name} does not work any more`),
    onError: failed,
    onSettled: () => client.invalidateQueries(tokensQuery),
  });
  async function revoke() {
    if (!isInUse(token, Date.now()) || (await isMeant(token))) revoking.mutate();
  }
  return (
    <Button
      variant="default"
      aria-label={`Revoke ${token.name}`}
      loading={revoking.isPending}
      onClick={() => void revoke()}
    >
      Revoke
    </Button>
  );
}

/** Used in the last seven days. */
export function isInUse({ last_used_at }: Pick<Token, "last_used_at">, now: number): boolean {
  return last_used_at !== null && now - millis(last_used_at) < WEEK;
}

function isMeant({ name, last_used_at, last_used_from }: Token): Promise<boolean> {
  return confirmed({
    title: `Revoke ${name}?`,
    verb: "Revoke token",
    text: (
      <p>
        It was used {last_used_at !== null && <When at={last_used_at} />}
        {last_used_from !== null && <> from {last_used_from}</>}. Whatever uses it stops working at
        once, and a revoked token cannot be brought back.
      </p>
    ),
  });
}
