import { useId } from "react";
import { Link } from "wouter";
import type { Tone } from "~/lib/status";
import { Hatch } from "./hatch";
import classes from "./ranked_bars.module.css";

export interface Rank {
  name: string;
  href: string;
  /** Of the longest bar that there may be: from 0 to 1. */
  share: number;
  /** The value in words: "48 %". */
  value: string;
  /** What else is to be known: "31 of 64 runs". */
  note: string;
}

/** The greatest first, each with its value in words. */
export function RankedBars({ ranks, tone }: { ranks: readonly Rank[]; tone: Tone }) {
  const id = useId();
  return (
    <ol className={classes.ranks}>
      {ranks.map((rank) => (
        <li key={rank.name} className={classes.rank}>
          <Link href={rank.href} className={classes.name} title={rank.name}>
            {rank.name}
          </Link>
          <span className={classes.value}>{rank.value}</span>
          <svg className={classes.bar} height="8" width="100%" aria-hidden="true">
            {tone === "failed" && <Hatch id={id} tone={tone} />}
            <rect width="100%" height="8" rx="2" className={classes.ground} />
            <rect
              width={`${Math.max(0.5, 100 * rank.share)}%`}
              height="8"
              rx="2"
              fill={tone === "failed" ? `url(#${id})` : "var(--ty-running-graphic)"}
            />
          </svg>
          <span className={classes.note}>{rank.note}</span>
        </li>
      ))}
    </ol>
  );
}
