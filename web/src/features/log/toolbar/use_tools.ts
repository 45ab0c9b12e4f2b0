import { useLocation } from "wouter";
import { prefs, usePref } from "~/lib/prefs";
import { point } from "../use_picked";
import { nextMode } from "../view/times";
import { type Kind, useFilter } from "../view/use_filter";
import { useReading, useViewer } from "../viewer";

/** What one can do with a log, for its buttons, its menu and its keys. */
export function useTools() {
  const { session, task, look, full } = useViewer();
  const [, navigate] = useLocation();
  const [times, setTimes] = usePref("logTimes");
  const [{ only }, setFilter] = useFilter();
  const { seen } = useReading();
  const here = `/tasks/${task.id}`;
  return {
    search: () => session.summonSearch(),
    isFollowing: seen === null,
    follow: () => session.reader.act({ do: "follow" }),
    wraps: look.wrap,
    wrap: () => prefs.logWrap.set(look.wrap ? "off" : "on"),
    times,
    turnTimes: () => setTimes(nextMode(times)),
    only,
    show: (kind: Kind) => setFilter({ only: kind }),
    full,
    /** The page has the log for itself, or does not, at the same lines. */
    turnFull: () => {
      const { search } = window.location;
      const picked = session.picked.get();
      navigate((full ? here : `${here}/logs`) + search);
      point(picked);
    },
  };
}

export type Tools = ReturnType<typeof useTools>;
