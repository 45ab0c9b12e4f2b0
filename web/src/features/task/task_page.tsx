import { useQuery, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { taskQuery } from "~/lib/task_query";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import { fromLists } from "./known";
import { Missing } from "./missing";
import { OneTask } from "./one_task";

// How many are before it is not told by the stream.
const QUEUE_MS = 5_000;

export function TaskPage({ id }: { id: string }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    ...taskQuery(id),
    placeholderData: () => fromLists(client, id),
    refetchInterval: ({ state }) => (waits(state.data) ? QUEUE_MS : false),
  });
  const isMissing = isProblem(error) && (error.status === 404 || error.status === 422);
  if (data !== undefined) return <OneTask key={id} task={data} isGone={isMissing} />;
  if (isMissing) return <Missing id={id} />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return <Waiting />;
}

function waits(task: Task | undefined): boolean {
  return task?.status === "queued" || task?.status === "blocked";
}
