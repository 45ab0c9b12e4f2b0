import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { Refusal } from "../refusal";
import { AddItem } from "./add_item";
import classes from "./checklist.module.css";
import { ChecklistItem } from "./checklist_item";
import { add, doneOf, keysOf, MOST_ITEMS } from "./items";
import { useChecklist } from "./use_checklist";

/** The steps of a task; whoever works on it ticks them off. */
export function Checklist({ task }: { task: Task }) {
  const rights = useRights();
  const { items, change, refused, again } = useChecklist(task);
  const mayChange = rights.work(task) && !isFinal(task);
  if (items.length === 0 && !mayChange) return null;
  const keys = keysOf(items);
  return (
    <section aria-label="Checklist">
      <h2 className={classes.head}>
        Checklist
        {items.length > 0 && (
          <span className={classes.count}>
            {doneOf(items)}/{items.length}
          </span>
        )}
      </h2>
      {items.length > 0 && (
        <ul className={classes.items}>
          {items.map((item, i) => (
            <ChecklistItem
              key={keys[i]}
              name={keys[i] ?? ""}
              item={item}
              place={{ isFirst: i === 0, isLast: i === items.length - 1 }}
              change={mayChange ? change : null}
            />
          ))}
        </ul>
      )}
      {refused !== null && (
        <Refusal what="The list is as it was before." error={refused.error} again={again} />
      )}
      {mayChange && items.length < MOST_ITEMS && (
        <AddItem add={(texts) => change(...texts.map(add))} />
      )}
    </section>
  );
}
