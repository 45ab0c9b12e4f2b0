import { useNow } from "~/lib/now";
import { usePref } from "~/lib/prefs";
import { exactly, millis, moment, relative } from "~/lib/time";
import { useZone } from "~/ui/times";

const DAY = 86_400_000;

/** As When, but light enough for a hundred rows a second: the whole of it is a plain title. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  const zone = useZone();
  const near = usePref("times")[0] === "relative" && Math.abs(now - millis(at)) < DAY;
  return (
    <time dateTime={at} title={exactly(at, zone)} className="ty-numbers">
      {near ? relative(at, now) : moment(at, zone, now)}
    </time>
  );
}
