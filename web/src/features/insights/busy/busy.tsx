import { useQuery } from "@tanstack/react-query";
import type { Kind } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { moment, type Zone } from "~/lib/time";
import { HeatMap, Plot } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { DAY, HOUR, oldestHour, type Range } from "../range/range";
import { statsQuery } from "../stats_query";
import { HOURS, type Peak, peakOf, WEEKDAYS, type Week, weekOf } from "./week";

const LONG = 28 * DAY;

/** When is the machine busy? Four weeks, so that of every weekday there are as many. */
export function Busy({ range, kind }: { range: Range; kind: Kind | null }) {
  const now = useNow(HOUR);
  const from = Math.max(range.to - LONG, oldestHour(now));
  return from < range.to ? (
    <Weeks range={{ from, to: range.to, bucket: "hour" }} kind={kind} now={now} />
  ) : (
    <Plot title={TITLE} facts={NOTHING} empty="Hours are kept for 45 days only." />
  );
}

const TITLE = "When is the machine busy?";
const NOTHING = { columns: [], rows: [] };

function Weeks({ range, kind, now }: { range: Range; kind: Kind | null; now: number }) {
  const zone = useZone();
  const { data, error } = useQuery(statsQuery(range, kind));
  const week = weekOf(data?.buckets ?? [], zone, now);
  const peak = peakOf(week);
  const until = said(range.to, zone, now);
  const empty = data ? `Nothing ended in the 4 weeks until ${until}.` : (error?.message ?? "…");
  return (
    <Plot
      title={TITLE}
      answer={peak === null ? undefined : answer(peak, range, zone, now)}
      empty={peak === null && empty}
      facts={{
        columns: ["Hour", ...WEEKDAYS],
        rows: HOURS.map((hour, h) => [`${hour}:00`, ...WEEKDAYS.map((_, d) => cell(week, d, h))]),
      }}
    >
      <HeatMap
        label="Tasks that ended, by weekday and hour"
        rows={WEEKDAYS}
        columns={HOURS}
        values={week}
        told={(day, hour) => [
          `${WEEKDAYS[day]}, ${HOURS[hour]}:00 to ${HOURS[(hour + 1) % 24]}:00`,
          `${cell(week, day, hour)} ended, on average`,
        ]}
      />
    </Plot>
  );
}

function cell(week: Week, day: number, hour: number): string {
  const ended = week[day]?.[hour] ?? null;
  return ended === null ? "–" : ended.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

function said(at: number, zone: Zone, now: number): string {
  return moment(Math.min(at, now), zone, now);
}

function answer({ weekday, hour, ended }: Peak, range: Range, zone: Zone, now: number): string {
  const where = zone === "utc" ? "in UTC" : "in your time zone";
  const most = ended.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return `Tasks that ended in the 4 weeks until ${said(range.to, zone, now)}, ${where}. Most of all ${WEEKDAYS[weekday]} at ${HOURS[hour]}:00: ${most} in an hour.`;
}
