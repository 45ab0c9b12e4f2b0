import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useMemo, useState } from "react";
import { CreateBar } from "~/features/create";
import { useHiddenFailures } from "~/features/outcome";
import { useRights } from "~/lib/session";
import { Boundary } from "~/ui/boundary";
import { useTitle } from "~/ui/page_head";
import { Waiting } from "~/ui/waiting";
import { Announcer } from "./announcer";
import { meaningOf } from "./filter/meaning";
import { FilterField } from "./head/filter_field";
import { FilterMenu } from "./head/filter_menu";
import { PauseButton } from "./head/pause_button";
import { SortMenu } from "./head/sort_menu";
import { StateTabs } from "./head/state_tabs";
import classes from "./head/toolbar.module.css";
import { ViewSwitch } from "./head/view_switch";
import type { Wanted } from "./list/list_query";
import { TaskList } from "./list/task_list";
import { Peek } from "./peek/peek";
import { useIsFirst } from "./use_is_first";
import { useListing } from "./use_listing";
import { useNamed } from "./use_named";

/** What people see first: a field for a command, and what became of all the others. */
export function TasksPage(_: { id: string }) {
  const rights = useRights();
  const listing = useListing();
  const { text, order, view } = listing;
  const people = useNamed(text);
  const wanted = useMemo(() => people && { text, order, people }, [text, order, people]);
  const [isPaused, setPaused] = useState(false);
  const failures = useHiddenFailures();
  const isFirst = useIsFirst();
  useTitle(failures > 0 ? `(${failures}) Tasks` : "Tasks");
  const { hints } = useMemo(
    () => meaningOf(text, { now: Date.now(), people: people ?? [] }),
    [text, people],
  );
  return (
    <>
      <h1 className="ty-unseen">Tasks</h1>
      {rights.create && <CreateBar isFirst={isFirst} />}
      {!isFirst && (
        <>
          <div className={classes.head}>
            <StateTabs text={text} />
            <div className={classes.views}>
              <ViewSwitch view={view} setView={listing.setView} />
            </div>
          </div>
          <div className={classes.tools}>
            <FilterField text={text} setText={listing.setText} hints={people ? hints : []} />
            <FilterMenu text={text} setText={listing.setText} />
            {view === "list" && <SortMenu order={order} setOrder={listing.setOrder} />}
            <PauseButton isPaused={isPaused} toggle={() => setPaused(!isPaused)} />
          </div>
        </>
      )}
      {wanted === undefined ? (
        <Waiting />
      ) : (
        <Shown listing={listing} wanted={wanted} isPaused={isPaused} />
      )}
      {listing.peek !== null && <Peek id={listing.peek} close={() => listing.setPeek(null)} />}
      <Announcer />
    </>
  );
}

const Board = lazy(() => import("./board/board"));
const Timeline = lazy(() => import("./timeline/timeline"));

interface ShownProps {
  listing: ReturnType<typeof useListing>;
  wanted: Wanted;
  isPaused: boolean;
}

/** The view that was chosen; where there is no room for another, the list. */
function Shown({ listing, wanted, isPaused }: ShownProps) {
  const isNarrow = useMediaQuery("(max-width: 639px)");
  const view = isNarrow ? "list" : listing.view;
  if (view === "list")
    return (
      <TaskList
        key={`${wanted.text}\n${wanted.order}`}
        wanted={wanted}
        isPaused={isPaused}
        peeked={listing.peek}
        peek={listing.setPeek}
        clearFilter={() => listing.setText("")}
      />
    );
  return (
    <Boundary of={view}>
      <Suspense fallback={<Waiting />}>
        {view === "board" ? (
          <Board wanted={wanted} isPaused={isPaused} />
        ) : (
          <Timeline wanted={wanted} isPaused={isPaused} peek={listing.setPeek} />
        )}
      </Suspense>
    </Boundary>
  );
}
