import type { Task } from "~/lib/api/types";
import { size } from "~/lib/size";

/** What the server told of a running task, and when it was heard. */
export interface Sample {
  at: number;
  cpuMs: number;
  rssPeakBytes: number;
}

/** What it used between two samples. A fraction of 1 is one core, all the time. */
export interface Load {
  from: number;
  at: number;
  cpuFraction: number;
  rssPeakBytes: number;
}

// The server looks once a second, and what it saw is up to half a second old when it is heard:
// over less than this the share would be wrong by more than a sixth.
const LEAST_APART_MS = 3_000;
// It tells only what is different: after this long without a word nothing was used.
const STILL_MS = 5_000;
const KEPT = 600;

/** The same list when it is too early for another. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && next.at - last.at < leastApart(last, next)) return samples;
  // Of a long time every other sample is enough.
  const kept = samples.length < KEPT ? samples : samples.filter((_, i) => i % 2 === 0);
  return [...kept, next];
}

function leastApart(last: Sample, next: Sample): number {
  return last.cpuMs === next.cpuMs ? STILL_MS : LEAST_APART_MS;
}

export function loadsOf(samples: readonly Sample[]): Load[] {
  return samples.slice(1).map((sample, i) => {
    const before = samples[i] ?? sample;
    return {
      from: before.at,
      at: sample.at,
      cpuFraction: Math.max(0, sample.cpuMs - before.cpuMs) / (sample.at - before.at),
      rssPeakBytes: sample.rssPeakBytes,
    };
  });
}

/** Over all of its run; null while that is not over or was too short to tell. */
export function averageOf(task: Pick<Task, "usage" | "duration_ms">): number | null {
  const { usage, duration_ms } = task;
  if (usage === null || duration_ms === null || duration_ms < 1) return null;
  return usage.cpu_ms / duration_ms;
}

/** "82 %", or "0.4 %" where whole percents say nothing. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} %`;
}

/** "CPU 82 %, 91 MB at most". */
export function said({ cpuFraction, rssPeakBytes }: Load): string {
  return `CPU ${percent(cpuFraction)}, ${size(rssPeakBytes)} at most`;
}
