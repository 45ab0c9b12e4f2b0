import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { rowAt, type Sight, thumb } from "../scroll/bar";
import { useViewport } from "../scroll/use_viewport";
import classes from "./bar.module.css";

/** The scrollbar: it stands for every line, also for those that are not here. */
export function Bar({
  sight,
  onRow,
  onTurn,
  controls,
  children,
}: {
  sight: Sight;
  onRow: (row: number | "end") => void;
  /** The wheel was turned over it. */
  onTurn: (pixels: number) => void;
  controls: string;
  /** Marks on the bar. */
  children?: ReactNode;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const { height } = useViewport(bar);
  const [held, setHeld] = useState<number | null>(null);
  const drawn = thumb(sight, height);

  function take(event: PointerEvent<HTMLDivElement>): void {
    if (drawn === null || event.button !== 0) return;
    event.preventDefault(); // or the text of the log would be selected
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = event.nativeEvent.offsetY;
    const within = at - drawn.top;
    const grip = within >= 0 && within <= drawn.size ? within : drawn.size / 2;
    setHeld(grip);
    onRow(rowAt(at - grip, sight, height));
  }

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (held === null) return;
    const at = event.clientY - event.currentTarget.getBoundingClientRect().top;
    onRow(rowAt(at - held, sight, height));
  }

  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the log beside it has the focus, and its keys
    <div
      ref={bar}
      className={`${classes.bar} ${held === null ? "" : classes.held}`}
      role="scrollbar"
      aria-controls={controls}
      aria-orientation="vertical"
      aria-label="Place in the log"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, sight.total - sight.visible)}
      aria-valuenow={sight.atEnd ? Math.max(0, sight.total - sight.visible) : sight.first}
      onWheel={({ deltaY }) => onTurn(deltaY)}
      onPointerDown={take}
      onPointerMove={drag}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
    >
      {children}
      {drawn && <div className={classes.thumb} style={{ top: drawn.top, height: drawn.size }} />}
    </div>
  );
}
