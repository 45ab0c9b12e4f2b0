import { count, counted } from "~/lib/size";
import { finely, type Rank } from "~/ui/plots";
import type { Name } from "../stats_query";
import { successRate } from "../totals";

const SHOWN = 8;

type Link = (name: string, status?: string) => string;

/** How many ran times how long half of those that completed took at most: what all took the server does not say. */
export function costOf({ runs, duration_ms }: Pick<Name, "runs" | "duration_ms">): number {
  return runs * (duration_ms?.p50 ?? 0);
}

export function byCost(names: readonly Name[], link: Link): Rank[] {
  const all = names.reduce((sum, name) => sum + costOf(name), 0);
  return names
    .filter((name) => costOf(name) > 0)
    .sort((one, other) => costOf(other) - costOf(one))
    .slice(0, SHOWN)
    .map((name) => ({
      name: name.name,
      href: link(name.name),
      share: costOf(name) / all,
      value: `≈ ${finely(costOf(name))}, ${percent(costOf(name) / all)}`,
      note: `${count(name.runs)} × ${finely(name.duration_ms?.p50 ?? 0)}`,
    }));
}

export function failureRate(name: Pick<Name, "completed" | "failed">): number {
  return 1 - (successRate(name) ?? 1);
}

export function byFailures(names: readonly Name[], link: Link): Rank[] {
  return names
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => failureRate(other) - failureRate(one) || other.failed - one.failed)
    .slice(0, SHOWN)
    .map((name) => ({
      name: name.name,
      href: link(name.name, "failed"),
      share: failureRate(name),
      value: percent(failureRate(name)),
      note: `${count(name.failed)} of ${counted(name.completed + name.failed, "run")}`,
    }));
}

/** What there is at all is not 0 %. */
function percent(share: number): string {
  return share < 0.01 ? "< 1 %" : `${Math.round(100 * share)} %`;
}
