import { isProblem } from "~/lib/api/client";
import { useNow } from "~/lib/now";
import { duration } from "~/lib/time";
import { ProblemNote } from "~/ui/notes";

/** Why somebody was not let in; of too many attempts how long it takes until the next, ticking. */
export function Refusal({ error, at }: { error: unknown; at: number }) {
  const now = useNow();
  if (!isProblem(error) || error.retryAfter === null) return <ProblemNote error={error} />;
  const wait = at + error.retryAfter * 1000 - now;
  return (
    <ProblemNote
      error={
        new Error(
          wait > 0
            ? `Too many attempts. Try again in ${seconds(wait)}.`
            : "Too many attempts before. You may try again now.",
        )
      }
    />
  );
}

function seconds(ms: number): string {
  return duration(Math.ceil(ms / 1000) * 1000).replace(".0s", "s");
}
