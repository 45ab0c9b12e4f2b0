import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useRights } from "~/lib/session";
import { FactList } from "~/ui/fact_list";
import { mayOf } from "../may";
import { DueFact, ForFact, PriorityFact, StateFact } from "./fact_values";

const STEP_MS = 15_000;

/** How it is, whose, by when: each with what one may do about it. */
export function Facts({ task }: { task: Task }) {
  const now = useNow(STEP_MS);
  const may = mayOf(task, useRights(), now);
  const { deadline } = task;
  return (
    <FactList
      facts={[
        { name: "State", value: may.start && <StateFact task={task} /> },
        { name: "For", value: <ForFact task={task} may={may} /> },
        {
          name: "Deadline",
          value: (deadline !== null || may.setDue) && <DueFact task={task} may={may} now={now} />,
        },
        { name: "Priority", value: <PriorityFact task={task} may={may} /> },
      ]}
    />
  );
}
