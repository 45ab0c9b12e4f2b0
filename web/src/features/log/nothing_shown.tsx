import { Button } from "@mantine/core";
import classes from "./log_view.module.css";
import type { Rows } from "./view/rows";
import { type Kind, useFilter } from "./view/use_filter";

const SAID: Record<Kind, string> = {
  all: "",
  out: "Nothing was written to stdout.",
  err: "Nothing was written to stderr.",
  matches: "No line matches.",
};

/** What stands in place of lines where a filter leaves none. */
export function NothingShown({ rows }: { rows: Rows }) {
  const [{ only }, setFilter] = useFilter();
  const hasLines = rows.rows.some(({ kind }) => kind === "line" || kind === "unknown");
  if (only === "all" || hasLines) return null;
  return (
    <div className={classes.nothing} role="status">
      {SAID[only]}
      <Button size="compact-sm" variant="default" onClick={() => setFilter({ only: "all" })}>
        Show all lines
      </Button>
    </div>
  );
}
