import { type KeyboardEvent, useMemo } from "react";
import { Link } from "wouter";
import { changed } from "~/lib/query_state";
import { ProblemNote } from "~/ui/notes";
import { ShowMore } from "~/ui/show_more";
import { useZone } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import { SidePanel } from "../panel/side_panel";
import { Empty } from "./empty";
import classes from "./list.module.css";
import { Row } from "./row";
import { type Grouping, sectionsOf } from "./sections";
import { useListKeys } from "./use_list_keys";
import { usePanel } from "./use_panel";
import { useRows } from "./use_rows";
import type { View } from "./views";
import { useWaiting } from "./waiting";
import { useWorkList } from "./work_list";

const ENDED = "kind:person status:completed,failed,cancelled";

interface Props {
  view: View;
  grouping: Grouping;
  now: number;
}

/** The tasks of a view in their sections, and beside them the one that is open. */
export function TaskList({ view, grouping, now }: Props) {
  const zone = useZone();
  const { tasks, pages, hasEarlier, error, retry, isLoading } = useWorkList(view, now);
  const waiting = useWaiting();
  const panel = usePanel();
  const sections = useMemo(
    () => sectionsOf(tasks, grouping, now, zone),
    [tasks, grouping, now, zone],
  );
  const shown = sections.flatMap((section) => section.tasks);
  const rows = useRows(shown.map(({ id }) => id));
  const { close, move } = useListKeys(shown, rows, panel);

  /** Elsewhere on the page these scroll. */
  function pressed(event: KeyboardEvent) {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (by === null) return;
    event.preventDefault();
    move(by);
  }

  return (
    <div className={`${classes.split} ${panel.id === null ? "" : classes.isOpen}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its rows are pressed, not the list */}
      <div
        className={classes.list}
        ref={rows.list}
        data-beside={panel.id === null ? undefined : ""}
        onKeyDown={pressed}
        onFocus={({ target }) => {
          rows.remember(target);
          panel.follow(rows.focused());
        }}
      >
        {isLoading && <Waiting />}
        {error !== null && <ProblemNote error={error} retry={retry} />}
        {error === null && !isLoading && tasks.length === 0 && <Empty view={view.name} />}
        {/* All in one list: a row that goes to another section stays the one that has the focus. */}
        {sections.flatMap((section) => [
          <h2 key={section.title} className={classes.title}>
            <span className={section.title === "Overdue" ? classes.late : ""}>{section.title}</span>
            <span className={classes.count}>{section.tasks.length}</span>
          </h2>,
          ...section.tasks.map((task) => (
            <Row
              key={task.id}
              task={task}
              href={panel.href(task.id)}
              isOpen={task.id === panel.id}
              now={now}
              waiting={waiting(task.id)}
            />
          )),
        ])}
        <ShowMore pages={pages} />
        {hasEarlier && (
          <p className={classes.earlier}>
            <Link href={`/?${changed(new URLSearchParams(), { q: `${ENDED} ${view.filter}` })}`}>
              All that has ended
            </Link>
          </p>
        )}
      </div>
      {panel.id !== null && (
        <SidePanel
          id={panel.id}
          known={shown.find(({ id }) => id === panel.id)}
          comments={panel.isForComment}
          close={close}
        />
      )}
    </div>
  );
}
