import { Link, useSearch } from "wouter";
import type { Counts } from "~/lib/counts";
import { changed } from "~/lib/query_state";
import { count } from "~/lib/size";
import { termOf, withTerm } from "~/lib/terms";
import { statesOf } from "../filter/states";
import { total, useStateCounts } from "../use_matching";
import classes from "./state_tabs.module.css";

const TABS = [
  { label: "All", word: null },
  { label: "Queued", word: "queued" },
  { label: "Running", word: "running" },
  { label: "For people", word: "todo" },
  { label: "Completed", word: "completed" },
  { label: "Failed", word: "failed" },
  { label: "Cancelled", word: "cancelled" },
] as const;

/** How many tasks are in each state, and only those of one. */
export function StateTabs({ text }: { text: string }) {
  const counts = useStateCounts(text);
  const search = useSearch();
  const here = termOf(text, "status");
  return (
    <nav aria-label="Tasks by state" className={classes.tabs}>
      {TABS.map(({ label, word }) => {
        const q = withTerm(text, "status", word) || null;
        const query = changed(new URLSearchParams(search), { q });
        return (
          <Link
            key={label}
            href={query === "" ? "/" : `/?${query}`}
            className={`${classes.tab} ${here === word ? classes.here : ""}`}
            aria-current={here === word ? "page" : undefined}
          >
            {label} <HowMany counts={counts} word={word} />
          </Link>
        );
      })}
    </nav>
  );
}

function HowMany({ counts, word }: { counts: Counts | undefined; word: string | null }) {
  if (counts === undefined) return <span className={classes.count}>&nbsp;</span>;
  const n = total(counts, word === null ? null : (statesOf(word) ?? []));
  return (
    <span className={`${classes.count} ${n > 0 && word === "failed" ? classes.failed : ""}`}>
      {count(n)}
    </span>
  );
}
