import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { counted } from "~/lib/size";
import { isFinal } from "~/lib/status";
import classes from "./peek.module.css";

const LINES = 12;

/** The end of what it printed; read again whenever there is more of it. */
export function LastLines({ task }: { task: Task }) {
  const { data } = useQuery({
    queryKey: ["last-lines", task.id, task.log.bytes],
    queryFn: async ({ signal }) => {
      const params = { path: { task_id: task.id }, query: { tail: LINES } };
      const told = await take(api.GET("/api/v1/tasks/{task_id}/logs", { params, signal }));
      return typeof told === "string" ? told : told.logs;
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return (
    <section className={classes.output} aria-label="Last lines">
      {data !== undefined && data !== "" ? (
        <pre className={classes.lines}>{shown(data)}</pre>
      ) : (
        <p className="ty-muted">{isFinal(task) ? "It wrote nothing." : "No output yet."}</p>
      )}
      <Link href={`/tasks/${task.id}`}>View Logs ({counted(task.log.lines, "line")})</Link>
    </section>
  );
}

// Without the sequences that colour a terminal; the log has them as colours.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken away
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g;

/** As a terminal leaves it: of what a line was overwritten with, the last. */
export function shown(text: string): string {
  return text
    .replace(SEQUENCES, "")
    .split("\n")
    .map((line) => line.replace(/\r$/, "").split("\r").at(-1))
    .join("\n")
    .trimEnd();
}
