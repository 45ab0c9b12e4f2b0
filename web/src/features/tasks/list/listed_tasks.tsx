import { useEffect, useMemo, useRef } from "react";
import { useActions } from "~/features/actions";
import { useAsked } from "~/features/create";
import { FrozenClock } from "~/lib/now";
import { useRights } from "~/lib/session";
import { Doing } from "../row/row_actions";
import { useArrivals } from "./arrivals";
import { BulkBar } from "./bulk_bar";
import { useCards } from "./cards";
import { useCurrentRow } from "./current_row";
import { EmptyList } from "./empty_list";
import type { Wanted } from "./list_query";
import classes from "./listed_tasks.module.css";
import { NewPill } from "./new_pill";
import { type Pages, tasksOf } from "./pages";
import { useFrozen } from "./pause";
import { useRowKeys } from "./row_keys";
import { useSelection } from "./selection";
import { TaskTable } from "./task_table";
import { useRowWindow } from "./window";

// So many rows from the end the next page is asked for.
const NEAR_END = 40;

interface More {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

interface Props {
  wanted: Wanted;
  data: Pages;
  pages: More;
  isPaused: boolean;
  peeked: string | null;
  peek: (id: string) => void;
  clearFilter: () => void;
}

/** The tasks that are here, with all that can be done with them. */
export function ListedTasks(props: Props) {
  const { wanted, data, pages, isPaused, peeked, peek, clearFilter } = props;
  const list = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const actions = useActions();
  const rights = useRights();
  const doing = useMemo(() => ({ actions, rights }), [actions, rights]);

  const live = useMemo(() => tasksOf(data), [data]);
  const { shown: tasks, since } = useFrozen(live, isPaused);
  const ids = useMemo(() => tasks.map((task) => task.id), [tasks]);
  const asked = useAsked();
  const selection = useSelection(() => ids);
  const arrivals = useArrivals(wanted, list, isPaused);
  const current = useCurrentRow(list, ids);
  const isCards = useCards(list);
  const kept = current.id === null ? -1 : ids.indexOf(current.id);
  const rows = useRowWindow(body, ids, kept, isCards);
  useNextPage(pages, rows.getVirtualItems().at(-1)?.index ?? 0, ids.length);
  useRowKeys({
    tasks,
    current,
    reveal: (index) => rows.scrollToIndex(index, { align: "auto" }),
    actions,
    rights,
    select: selection.toggle,
    peeked,
    peek,
  });

  return (
    <Doing value={doing}>
      <FrozenClock value={since}>
        <div
          ref={list}
          className={classes.list}
          data-cards={isCards || undefined}
          data-paused={isPaused || undefined}
        >
          <NewPill waiting={arrivals.waiting} show={arrivals.show} />
          {tasks.length === 0 && asked.length === 0 ? (
            <EmptyList text={wanted.text} clearFilter={clearFilter} />
          ) : (
            <TaskTable
              tasks={tasks}
              asked={asked}
              rows={rows}
              body={body}
              selection={selection}
              isSelectable={rights.create}
              hasMore={pages.hasNextPage}
            />
          )}
        </div>
      </FrozenClock>
      <BulkBar tasks={tasks} selection={selection} wanted={wanted} leave={current.refocus} />
    </Doing>
  );
}

function useNextPage(pages: More, last: number, count: number): void {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const isWanted = hasNextPage && !isFetchingNextPage && last >= count - NEAR_END;
  useEffect(() => {
    if (isWanted) void fetchNextPage();
  }, [isWanted, fetchNextPage]);
}
