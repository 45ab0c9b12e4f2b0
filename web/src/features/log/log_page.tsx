import { useQuery } from "@tanstack/react-query";
import { taskQuery } from "~/lib/task_query";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import { LogViewer } from "./log_viewer";

/** The log of a task on a page of its own. */
export function LogPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(taskQuery(id));
  if (data !== undefined) return <LogViewer task={data} full />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return <Waiting />;
}
