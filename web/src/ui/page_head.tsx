import { type ReactNode, useEffect } from "react";
import classes from "./page_head.module.css";

/** The page's heading with its actions beside it; also the window's title. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <div className={classes.head}>
      <h1>{title}</h1>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}

/** Names the window, or the tab, for as long as the component is there. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Taskyard`;
  }, [title]);
}
