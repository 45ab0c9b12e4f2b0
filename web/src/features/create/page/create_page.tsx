import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "wouter";
import { useRights } from "~/lib/session";
import { taskQuery } from "~/lib/task_query";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";
import { Waiting } from "~/ui/waiting";
import { draftOf, EMPTY, type FormDraft } from "./form_draft";
import { TaskForm } from "./task_form";

/** All that can be said of a task. The address may say what it begins with. */
export default function CreatePage() {
  const search = useSearch();
  const rights = useRights();
  const query = new URLSearchParams(search);
  const copied = query.get("copy");
  const name = `new?${search}`;
  if (!rights.create)
    return (
      <>
        <PageHead title="New task" />
        <EmptyNote title="You may look at tasks, and not make any.">
          An administrator can give you another role.
        </EmptyNote>
      </>
    );
  if (copied !== null) return <Copy key={name} name={name} id={copied} />;
  return (
    <>
      <PageHead title="New task" />
      <TaskForm key={name} name={name} begin={draftFrom(query)} />
    </>
  );
}

function Copy({ name, id }: { name: string; id: string }) {
  const { data: task, error, refetch } = useQuery(taskQuery(id));
  return (
    <>
      <PageHead title="New task">
        {task && (
          <span className="ty-muted">
            like <Link href={`/tasks/${task.id}`}>{`#${task.id} ${task.name}`}</Link>
          </span>
        )}
      </PageHead>
      {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
      {error === null && task === undefined && <Waiting />}
      {task && <TaskForm name={name} begin={draftOf(task)} />}
    </>
  );
}

function draftFrom(query: URLSearchParams): FormDraft {
  return {
    ...EMPTY,
    kind: query.get("kind") === "person" ? "person" : "command",
    name: query.get("name") ?? "",
    command: query.get("command") ?? "",
  };
}
