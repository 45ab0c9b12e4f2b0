import type { ReactElement } from "react";
import { useStore } from "../store";
import { keyOf, type Row } from "../view/rows";
import { useViewer } from "../viewer";
import { BetweenRow, UnknownRow } from "./between_row";
import { EndRow } from "./end_row";
import { GoneRow } from "./gone_row";
import { GroupRow } from "./group_row";
import { LineRow } from "./line_row";
import { useTimeOf } from "./use_time_of";

const NOTHING = [] as const;

/** Draws a row. What all rows need to know is asked for once, not by each of them. */
export function useRow(): (row: Row) => ReactElement {
  const { session, task, look, full } = useViewer();
  const { log, painter, search } = session;
  const picked = useStore(session.picked);
  const { current } = useStore(search);
  const { at: groups, isFolded } = useStore(session.folds);
  const timeOf = useTimeOf();
  const path = full ? `/tasks/${task.id}/logs` : `/tasks/${task.id}`;

  function line(n: number): ReactElement {
    const time = timeOf(n);
    const isPicked = picked !== null && picked.from <= n && n <= picked.to;
    const group = groups.get(n);
    if (group !== undefined) {
      const shown = { group, isFolded: isFolded(group), isPicked, time, path };
      return <GroupRow key={n} {...shown} />;
    }
    const runs = painter.runs(n) ?? NOTHING;
    return (
      <LineRow
        key={n}
        n={n}
        line={log.line(n)}
        runs={search.highlighter?.of(n, runs) ?? runs}
        time={time}
        isPicked={isPicked}
        isCurrent={current === n}
        inks={look.inks}
        path={path}
      />
    );
  }

  return (row) => {
    const key = keyOf(row);
    switch (row.kind) {
      case "line":
        return line(row.from);
      case "gone":
        return <GoneRow key={key} from={row.from} to={row.to} />;
      case "between":
        return <BetweenRow key={key} lines={row.to - row.from + 1} />;
      case "unknown":
        return <UnknownRow key={key} />;
      case "end":
        return <EndRow key={key} />;
    }
  };
}
