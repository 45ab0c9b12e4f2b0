import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useRights } from "~/lib/session";
import { FactList } from "~/ui/fact_list";
import { When } from "~/ui/times";
import { mayOf } from "../may";
import { DueFact, ForFact, PriorityFact, StateFact } from "./fact_values";
import classes from "./panel.module.css";

const STEP_MS = 15_000;

/** How it is, whose, by when: each with what one may do about it. */
export function Facts({ task }: { task: Task }) {
  const now = useNow(STEP_MS);
  const may = mayOf(task, useRights(), now);
  const isUnderWay = task.status === "in_progress";
  const { created_by: maker, deadline } = task;
  return (
    <FactList
      facts={[
        { name: "State", value: (may.start || isUnderWay) && <StateFact task={task} may={may} /> },
        { name: "For", value: <ForFact task={task} may={may} /> },
        {
          name: "Deadline",
          value: (deadline !== null || may.setDue) && <DueFact task={task} may={may} now={now} />,
        },
        { name: "Priority", value: <PriorityFact task={task} may={may} /> },
        {
          name: "Made by",
          value: maker !== null && (
            <span className={classes.fact}>
              <span>{maker.name}</span>
              <span className="ty-muted">
                <When at={task.created_at} />
              </span>
            </span>
          ),
        },
      ]}
    />
  );
}
