import { usePeople } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { EmptyNote } from "~/ui/notes";
import classes from "./dependencies.module.css";
import { GraphView } from "./graph_view";
import { TaskLines } from "./task_lines";
import { useRelated } from "./use_related";

/** What it waits for, what waits for it, and what comes of its failure. */
export function Dependencies({ task }: { task: Task }) {
  const related = useRelated(task);
  const { ids, find, waiters } = related;
  const indirect = ids.filter(
    (id) =>
      id !== task.id &&
      id !== task.follow_up &&
      !task.after.includes(id) &&
      !waiters.some((waiter) => waiter.id === id),
  );
  const failure = useFailure(task);
  if (ids.length === 1 && failure === null) return <Alone />;
  return (
    <div className={classes.dependencies}>
      {ids.length > 1 && <GraphView task={task} related={related} />}
      <TaskLines title="It waits for" note={policyOf(task)} ids={task.after} find={find} />
      <TaskLines title="And those wait for" ids={indirect} find={find} />
      <TaskLines title="Waiting for it" ids={waiters.map((waiter) => waiter.id)} find={find} />
      <TaskLines
        title="If it fails"
        note={failure}
        ids={task.follow_up === null ? [] : [task.follow_up]}
        find={find}
      />
    </div>
  );
}

function Alone() {
  return (
    <EmptyNote title="It waits for no other task, and none waits for it.">
      <p>
        To have a command wait, name the tasks it comes after when you create it. Over the API that
        is <code>"after": ["1042"]</code>
      </p>
    </EmptyNote>
  );
}

function policyOf(task: Task): string | null {
  if (task.after.length === 0) return null;
  return task.after_policy === "any_end"
    ? "It starts when they have ended, however they end."
    : "It starts when they have completed; if one does not, it fails.";
}

/** What was asked for in case it fails, and whether that came about. */
function useFailure(task: Task): string | null {
  const people = usePeople();
  const { on_failure: asked } = task;
  if (task.follow_up !== null) return "It failed, so this was made:";
  if (asked === null) return null;
  const name = asked.name ?? `Look at: ${task.name}`;
  const person = people?.find((one) => one.id === asked.assign_to)?.name;
  const whose = asked.assign_to === null ? "for whoever takes it" : `for ${person ?? "somebody"}`;
  return `A task “${name}” is made, ${whose}.`;
}
