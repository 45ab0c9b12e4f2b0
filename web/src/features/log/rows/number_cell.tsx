import { href } from "~/lib/base";
import classes from "./rows.module.css";

/** The number of a line, which is a link to it. */
export function NumberCell({ n, path, isErr }: { n: number; path: string; isErr: boolean }) {
  return (
    <th scope="row" className={classes.number}>
      <a
        href={href(`${path}#L${n}`)}
        data-number={n}
        tabIndex={-1}
        aria-label={isErr ? `Line ${n}, stderr` : `Line ${n}`}
      >
        {n}
      </a>
    </th>
  );
}
