import type { Task } from "~/lib/api/types";
import { size } from "~/lib/size";
import { isFinal } from "~/lib/status";
import { duration } from "~/lib/time";
import { EmptyNote } from "~/ui/notes";
import { Course } from "./course";
import { averageOf, type Load, percent } from "./load";
import classes from "./resources.module.css";

/** What it uses while one looks, and what it used in all. */
export function Resources({ task, loads }: { task: Task; loads: readonly Load[] }) {
  const { usage } = task;
  if (usage === null) return <Nothing task={task} />;
  const average = averageOf(task);
  return (
    <div className={classes.resources}>
      <dl className={classes.totals}>
        <Total name="CPU time" value={duration(usage.cpu_ms)} />
        {average !== null && <Total name="CPU, on average" value={percent(average)} />}
        <Total name="Memory, most at once" value={size(usage.rss_peak_bytes)} />
      </dl>
      <Course loads={loads} isOver={isFinal(task)} />
      <p className="ty-muted">
        The server looks at all processes of the task once a second: how much CPU time they have
        used, and how much memory (RSS) they have together. 100 % is one core. It keeps the totals;
        how they grow is drawn while this page is open.
      </p>
    </div>
  );
}

function Nothing({ task }: { task: Task }) {
  if (!isFinal(task) && task.started_at === null)
    return <EmptyNote title="It has not started yet, so it uses nothing." />;
  return (
    <EmptyNote
      title={
        isFinal(task)
          ? "It was over before the server could look at what it used."
          : "The server looks once a second: the first numbers are on their way."
      }
    />
  );
}

function Total({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.total}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
