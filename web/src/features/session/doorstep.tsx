import type { ReactNode } from "react";
import { Mark } from "~/ui/mark";
import { useTitle } from "~/ui/page_head";
import classes from "./doorstep.module.css";

/** The small page of whoever is not in yet. */
export function Doorstep({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.name}>
          <Mark size={20} /> Taskyard
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
