import { useEffect, useLayoutEffect, useState } from "react";
import { usePref } from "~/lib/prefs";
import { useZone } from "~/ui/times";
import { Bar } from "./bar/bar";
import { BLOCK } from "./lines/block";
import classes from "./log_view.module.css";
import { RowView } from "./rows/row_view";
import rowClasses from "./rows/rows.module.css";
import { END, topOf } from "./scroll/place";
import { useRunway } from "./scroll/use_runway";
import { useViewport } from "./scroll/use_viewport";
import type { LogLook } from "./use_look";
import { rangesOf } from "./view/ranges_of";
import { keyOf } from "./view/rows";
import { timeText } from "./view/times";
import { useRows } from "./view/use_rows";
import { useShown } from "./view/use_shown";
import { useReading, useViewer } from "./viewer";

/** The lines in sight, and the bar beside them. */
export function LogView({ look }: { look: LogLook }) {
  const { log, reader, task } = useViewer();
  const { place } = useReading();
  const shown = useShown();
  const [lines, setLines] = useState(40);
  const rows = useRows(shown, place, lines);
  const runway = useRunway(rows, place, reader);
  const { height } = useViewport(runway.scroller);
  const inSight = Math.max(10, Math.ceil(height / look.row));
  if (inSight !== lines) setLines(inSight);
  const [times] = usePref("logTimes");
  const zone = useZone();

  useEffect(() => {
    const ranges = height === 0 ? [] : rangesOf(rows.rows);
    const near = ranges.map(({ from, to }) => ({
      from: Math.max(1, from - BLOCK / 2),
      to: to + BLOCK / 2,
    }));
    log.look({ ranges: [...ranges, ...near], end: height > 0 && rows.isLast });
  }, [log, rows, height]);

  useLayoutEffect(() => {
    const view = runway.scroller.current;
    view?.style.setProperty("--native-bar", `${view.offsetWidth - view.clientWidth}px`);
  }, [runway.scroller]);

  const first = place.at === "end" ? log.total : place.n - 1;
  return (
    <div className={`${classes.view} ${look.wrap ? `${classes.wrap} ${rowClasses.wrap}` : ""}`}>
      <div
        ref={runway.scroller}
        className={classes.scroller}
        onScroll={runway.onScroll}
        role="log"
        aria-live="off"
        aria-label={`Output of ${task.name}`}
        id="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        onWheel={(event) => {
          if (event.deltaY < 0 && place === END) runway.hold();
        }}
      >
        <div ref={runway.runway} className={classes.runway}>
          <table className={classes.table} aria-rowcount={log.total}>
            <tbody ref={runway.block} className={classes.rows}>
              {rows.rows.map((row) => {
                const line = row.kind === "line" ? log.line(row.from) : undefined;
                const moments = line && {
                  t: line.t,
                  start: task.started_at,
                  before: log.line(line.n - 1)?.t,
                };
                const time = times === "off" ? null : moments ? timeText(times, moments, zone) : "";
                return <RowView key={keyOf(row)} row={row} look={look} time={time} />;
              })}
            </tbody>
          </table>
        </div>
      </div>
      <Bar
        sight={{ total: log.total, first, visible: inSight, atEnd: place.at === "end" }}
        onRow={(row) =>
          reader.act(row === "end" ? { do: "follow" } : { do: "go", to: topOf(row + 1) })
        }
        controls="log"
      />
    </div>
  );
}
