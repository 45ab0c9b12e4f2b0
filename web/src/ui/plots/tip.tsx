import type { Box } from "./box";
import type { Mark } from "./marks";
import classes from "./tip.module.css";

/** Above what is drawn, so that it never covers what one wants to point at next. */
export function Tip({ mark, box }: { mark: Mark; box: Box }) {
  const middle = mark.area.x + mark.area.width / 2;
  const third = Math.min(2, Math.floor((3 * middle) / box.width));
  const sides = [
    { left: Math.max(0, mark.area.x) },
    { left: middle, transform: "translateX(-50%)" },
    { right: Math.max(0, box.width - mark.area.x - mark.area.width) },
  ];
  const [title, ...rest] = mark.lines;
  return (
    <div
      className={classes.tip}
      style={{ bottom: box.height - box.top + 4, ...sides[third] }}
      aria-hidden="true"
    >
      <div className={classes.title}>{title}</div>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
