import { usePref } from "~/lib/prefs";
import { useZone } from "~/ui/times";
import { timeText } from "../view/times";
import { useViewer } from "../viewer";

/** What stands beside a line; null where no times are shown. */
export function useTimeOf(): (n: number) => string | null {
  const { session, task } = useViewer();
  const [mode] = usePref("logTimes");
  const zone = useZone();
  return (n) => {
    if (mode === "off") return null;
    const line = session.log.line(n);
    if (line === undefined) return "";
    const before = session.log.line(n - 1)?.t;
    return timeText(mode, { t: line.t, start: task.started_at, before }, zone);
  };
}
