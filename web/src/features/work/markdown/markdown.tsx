import { lazy, type ReactNode, Suspense } from "react";
import classes from "./markdown.module.css";

// The server may have another build by now, without this part: the text is there all the same.
const Rendered = lazy(() => import("./rendered").catch(() => ({ default: AsWritten })));

/** What somebody wrote, as Markdown; until that is loaded as it was written. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.text}>
      <Suspense fallback={<AsWritten text={text} />}>
        <Rendered text={text} />
      </Suspense>
    </div>
  );
}

function AsWritten({ text }: { text: string }): ReactNode {
  return <p className={classes.plain}>{text}</p>;
}
