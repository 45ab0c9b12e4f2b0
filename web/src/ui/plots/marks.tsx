import { type KeyboardEvent, useState } from "react";
import { Link } from "wouter";
import type { Area } from "./box";
import classes from "./marks.module.css";

/** A part of a plot that can be pointed at, or reached with the arrow keys. */
export interface Mark {
  key: string;
  area: Area;
  /** What it is, then what it holds: "Mon 14:00", "12 completed". */
  lines: readonly string[];
  href?: string | undefined;
}

interface Props {
  marks: readonly Mark[];
  /** How many marks the arrow keys go up and down by; sideways it is one. */
  columns: number;
  pointed: string | null;
  onPoint: (key: string | null) => void;
}

/** All marks are one stop of the Tab key; the arrows go from one to the next. */
export function Marks({ marks, columns, pointed, onPoint }: Props) {
  const [stop, setStop] = useState(0);
  const reachable = Math.min(stop, marks.length - 1);

  function move(event: KeyboardEvent<SVGGElement>): void {
    const next = target(event.key, reachable, columns, marks.length);
    if (next === null) return;
    event.preventDefault();
    const element = event.currentTarget.children[next];
    if (element instanceof SVGElement) element.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the marks in it
    <g onKeyDown={move}>
      {marks.map((mark, i) => {
        const props = {
          className: `${classes.mark} ${mark.key === pointed ? classes.pointed : ""}`,
          tabIndex: i === reachable ? 0 : -1,
          "aria-label": mark.lines.join(", "),
          onFocus: () => {
            setStop(i);
            onPoint(mark.key);
          },
          onBlur: () => onPoint(null),
        };
        return mark.href === undefined ? (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is told, not pressed
          <g key={mark.key} role="img" {...props}>
            <rect {...mark.area} rx="2" />
          </g>
        ) : (
          <Link key={mark.key} href={mark.href} {...props}>
            <rect {...mark.area} rx="2" />
          </Link>
        );
      })}
    </g>
  );
}

/** What is pointed at lies over all others: a click leads where the tip says. */
export function OnTop({ mark: { area, href } }: { mark: Mark }) {
  if (href === undefined) return null;
  return (
    <Link href={href} className={classes.mark} tabIndex={-1} aria-hidden="true">
      <rect {...area} />
    </Link>
  );
}

function target(key: string, from: number, columns: number, total: number): number | null {
  const next: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    Home: 0,
    End: total - 1,
  };
  const found = next[key];
  return found === undefined || found < 0 || found >= total ? null : found;
}
