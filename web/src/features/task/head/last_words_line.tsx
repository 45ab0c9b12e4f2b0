import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { lastWordsQuery, type Words } from "./last_words";
import classes from "./last_words.module.css";

/** Of what failed, the line that says why, with the way to it. */
export function LastWordsLine({ task }: { task: Task }) {
  const { data, isLoading } = useQuery(lastWordsQuery(task));
  if (task.status !== "failed" || isLoading) return null;
  const words: Words | null =
    data ?? (task.log.last_line ? { text: task.log.last_line, line: null } : null);
  if (words === null) return null;
  return (
    <p className={classes.words}>
      <span className={classes.text}>{words.text}</span>
      {words.line !== null && (
        <Link href={`/tasks/${task.id}#L${words.line}`} className={classes.line}>
          line {words.line}
        </Link>
      )}
    </p>
  );
}
