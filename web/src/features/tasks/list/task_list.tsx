import { useInfiniteQuery } from "@tanstack/react-query";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import { listQuery, type Wanted } from "./list_query";
import { ListedTasks } from "./listed_tasks";

interface Props {
  wanted: Wanted;
  isPaused: boolean;
  /** The task that is shown beside the list, and how to show another. */
  peeked: string | null;
  peek: (id: string) => void;
  clearFilter: () => void;
}

/** All tasks that are wanted, as many as there are. */
export function TaskList(props: Props) {
  const query = useInfiniteQuery(listQuery(props.wanted));
  if (query.data !== undefined) return <ListedTasks {...props} data={query.data} pages={query} />;
  if (query.error === null) return <Waiting />;
  return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
}
