import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { count } from "~/lib/size";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import { lineText } from "../take/lines_text";
import { useLogVersion, useViewer } from "../viewer";
import classes from "./plain_view.module.css";
import { PAGE, usePlain } from "./use_plain";

/** The log as pages of plain text, which nothing moves: for screen readers, and to print. */
export function PlainView({ page }: { page: number }) {
  const { session, task } = useViewer();
  const [, open] = usePlain();
  useLogVersion();
  const { total } = session.log;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const shown = Math.min(page, pages);
  const [from, to] = [(shown - 1) * PAGE + 1, Math.min(shown * PAGE, total)];
  const { data, error, refetch } = useQuery({
    queryKey: ["log-page", task.id, task.attempt, from, to],
    queryFn: async ({ signal }) => {
      const texts: string[] = [];
      for await (const lines of session.server.lines({ from, to }, signal)) {
        for (const line of lines)
          texts.push(`${line.n}${line.s === "err" ? " stderr" : ""}: ${lineText(line)}`);
      }
      return texts.join("\n");
    },
    placeholderData: keepPreviousData,
  });
  // Nothing of the other view is looked at meanwhile.
  useEffect(() => session.log.look({ ranges: [], end: false }), [session]);
  return (
    <div className={classes.plain}>
      <nav className={classes.pages} aria-label="Pages of the log">
        <Button size="compact-sm" variant="default" disabled={shown <= 1} onClick={() => open(1)}>
          First
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={shown <= 1}
          onClick={() => open(shown - 1)}
        >
          Previous
        </Button>
        <span>
          Lines {count(from)} to {count(to)} of {count(total)}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          disabled={shown >= pages}
          onClick={() => open(shown + 1)}
        >
          Next
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={shown >= pages}
          onClick={() => open(pages)}
        >
          Last
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => open(null)}>
          Leave the plain view
        </Button>
      </nav>
      {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <pre tabIndex={0} className={classes.text}>
          {data}
        </pre>
      )}
    </div>
  );
}
