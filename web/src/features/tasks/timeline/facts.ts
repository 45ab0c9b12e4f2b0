import { lookOf } from "~/lib/status";
import { clock, duration, type Zone } from "~/lib/time";
import type { Facts } from "~/ui/plots";
import type { Interval, Row } from "./intervals";

/** The same in words, for those who do not see the bars. */
export function factsOf(rows: readonly Row[], zone: Zone): Facts {
  const all = rows.flatMap((row) => row.lanes.flat()).sort((a, b) => b.from - a.from);
  return {
    columns: ["Task", "State", "Queued", "Waited", "Started", "Ran"],
    rows: all.map((one) => [
      `#${one.task.id} ${one.task.name}`,
      lookOf(one.task).label,
      clock(one.from, zone),
      duration((one.began ?? one.to) - one.from),
      one.began === null ? "–" : clock(one.began, zone),
      one.began === null ? "–" : duration(one.to - one.began),
    ]),
  };
}

/** "#12 backup, Failed, waited 0.4s, ran 48s from 14:00:59" */
export function told(one: Interval, zone: Zone): string {
  const waited = `waited ${duration((one.began ?? one.to) - one.from)}`;
  const ran =
    one.began === null
      ? []
      : [`ran ${duration(one.to - one.began)} from ${clock(one.began, zone)}`];
  return [`#${one.task.id} ${one.task.name}`, lookOf(one.task).label, waited, ...ran].join(", ");
}
