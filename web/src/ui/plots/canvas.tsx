import { type PointerEvent, type ReactNode, useEffect, useState } from "react";
import type { Box } from "./box";
import classes from "./canvas.module.css";
import { type Mark, Marks, OnTop } from "./marks";
import { nearest } from "./nearest";
import { Tip } from "./tip";
import { useWidth } from "./use_width";

export interface Drawn {
  shapes: ReactNode;
  marks: readonly Mark[];
}

interface Props {
  /** What is drawn, for who does not see it. */
  label: string;
  height: number;
  /** The room around what is drawn. */
  margin?: Partial<Record<"left" | "right" | "top" | "bottom", number>>;
  columns?: number;
  draw: (box: Box) => Drawn;
}

/** Where a plot is drawn: as wide as there is room, with a tip for the mark that is pointed at. */
export function Canvas({ label, height, margin = {}, columns = 1, draw }: Props) {
  const [ref, width] = useWidth();
  const [pointed, setPointed] = useState<string | null>(null);
  useEscape(pointed !== null, () => setPointed(null));
  const { left = 0, right = 0, top = 0, bottom = 0 } = margin;
  const box: Box = {
    width,
    height,
    left,
    right: Math.max(left + 1, width - right),
    top,
    bottom: height - bottom,
  };
  const { shapes, marks } = draw(box);
  const mark = marks.find((one) => one.key === pointed);

  function point(event: PointerEvent<SVGSVGElement>): void {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const found = nearest(marks, event.clientX - left, event.clientY - top);
    if (found !== null) setPointed(found.key);
  }

  return (
    <div ref={ref} className={classes.canvas} onPointerLeave={() => setPointed(null)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in */}
      <svg
        width={width}
        height={height}
        className={classes.drawing}
        role="group"
        aria-label={label}
        onPointerMove={point}
        onPointerDown={point}
      >
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: shapes take no focus, the marks do */}
        <g aria-hidden="true">{shapes}</g>
        <Marks marks={marks} columns={columns} pointed={pointed} onPoint={setPointed} />
        {mark !== undefined && <OnTop mark={mark} />}
      </svg>
      {mark !== undefined && <Tip mark={mark} box={box} />}
    </div>
  );
}

function useEscape(active: boolean, close: () => void): void {
  useEffect(() => {
    if (!active) return;
    const listener = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // It closes the tip and nothing else.
      event.preventDefault();
      close();
    };
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  });
}
