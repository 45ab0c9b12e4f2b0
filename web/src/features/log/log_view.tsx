import { useLayoutEffect, useState } from "react";
import { Bar } from "./bar/bar";
import { Marks } from "./bar/marks";
import { useLogKeys } from "./keys/use_log_keys";
import classes from "./log_view.module.css";
import { NothingShown } from "./nothing_shown";
import rowClasses from "./rows/rows.module.css";
import { useRow } from "./rows/use_row";
import { END, topOf } from "./scroll/place";
import { type Runway, useRunway } from "./scroll/use_runway";
import { useViewport } from "./scroll/use_viewport";
import { useCopy } from "./take/use_copy";
import { useSelection } from "./take/use_selection";
import { useGestures } from "./use_gestures";
import { useLooking } from "./view/use_looking";
import { useRows } from "./view/use_rows";
import { useSeeking, useShown, useUnfiltering } from "./view/use_shown";
import { LINES, useReading, useViewer } from "./viewer";

const BEFORE_IT_IS_KNOWN = 40;

/** The lines in sight, and the bar beside them. */
export function LogView() {
  const { session, task, look } = useViewer();
  const { log, reader } = session;
  const { place } = useReading();
  const { shown, seeker } = useShown();
  const [inSight, setInSight] = useState(BEFORE_IT_IS_KNOWN);
  const rows = useRows(shown, place, inSight);
  const runway = useRunway(rows, place, session);
  const { height } = useViewport(runway.scroller);
  const fitting = Math.max(10, Math.ceil(height / look.row));
  if (height > 0 && fitting !== inSight) setInSight(fitting);
  const isShown = height > 0;
  useLooking(rows, place, isShown, seeker !== null);
  useSeeking(isShown ? seeker : null, rows, place);
  useUnfiltering(seeker);
  useLogKeys(runway, shown, isShown);
  useSelection(runway, rows);
  useCopy();
  const gestures = useGestures(runway, shown);
  const row = useRow();
  const visible = Math.floor(height / look.row);
  const isAll = rows.isFirst && rows.isLast && rows.rows.length < visible;

  return (
    <div className={`${classes.view} ${look.wrap ? `${classes.wrap} ${rowClasses.wrap}` : ""}`}>
      <div
        ref={runway.scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={`Output of ${task.name}`}
        id={LINES}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        {...gestures}
      >
        <div ref={runway.runway} className={classes.runway}>
          <table className={classes.table} aria-rowcount={log.total} aria-label="Lines">
            <tbody ref={runway.block} className={classes.rows}>
              {rows.rows.map(row)}
            </tbody>
          </table>
        </div>
      </div>
      <NothingShown rows={rows} />
      <NativeBar runway={runway} isShown={isShown} />
      <Bar
        sight={{
          total: shown.size,
          first: place.at === "end" ? shown.size : shown.before(place.n),
          visible: isAll ? shown.size : visible,
          atEnd: place === END,
        }}
        onTurn={(pixels) => runway.scroller.current?.scrollBy(0, pixels)}
        onRow={(index) =>
          reader.act(index === "end" ? { do: "follow" } : { do: "go", to: topOf(shown.at(index)) })
        }
        controls={LINES}
      >
        <Marks shown={shown} />
      </Bar>
    </div>
  );
}

/** The browser's own bar stands for what is drawn only: it is put out of sight. */
function NativeBar({ runway, isShown }: { runway: Runway; isShown: boolean }) {
  const { scroller } = runway;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it has a width only while it is shown
  useLayoutEffect(() => {
    const view = scroller.current;
    view?.style.setProperty("--native-bar", `${view.offsetWidth - view.clientWidth}px`);
  }, [scroller, isShown]);
  return null;
}
