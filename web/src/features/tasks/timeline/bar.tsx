import { memo } from "react";
import type { Zone } from "~/lib/time";
import { told } from "./facts";
import { type Interval, part } from "./intervals";
import classes from "./timeline.module.css";

interface Props {
  interval: Interval;
  window: { from: number; to: number };
  zone: Zone;
  top: number;
  isStop: boolean;
  onStop: () => void;
  peek: (id: string) => void;
}

/** One run: pale while it waited, solid while it ran. */
export const Bar = memo(function Bar(props: Props) {
  const { interval, window, zone, top, isStop, onStop, peek } = props;
  const { task, from, began, to, tone } = interval;
  const whole = part(from, to, window);
  const ran = part(Math.max(began ?? to, window.from), to, {
    from: Math.max(from, window.from),
    to,
  });
  const label = told(interval, zone);
  return (
    <button
      type="button"
      data-bar={task.id}
      className={classes.bar}
      style={{ left: `${whole.left}%`, width: `${whole.width}%`, top }}
      title={label}
      aria-label={label}
      tabIndex={isStop ? 0 : -1}
      onFocus={onStop}
      onClick={() => peek(task.id)}
    >
      {began !== null && (
        <span
          className={`${classes.ran} ${classes[tone]}`}
          style={{ left: `${ran.left}%`, width: `${ran.width}%` }}
        />
      )}
    </button>
  );
});
