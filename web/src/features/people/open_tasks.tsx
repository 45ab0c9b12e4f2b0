import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { User } from "~/lib/api/types";
import { counted } from "~/lib/size";
import { Callout } from "~/ui/callout";
import { givenQuery } from "./people_query";
import { openTasksOf } from "./task_links";

/** Warns of tasks that would be left with somebody who cannot do them. */
export function OpenTasks({ user }: { user: User }) {
  const given = useQuery(givenQuery(user.id)).data;
  const open = (given?.pending ?? 0) + (given?.in_progress ?? 0);
  if (open === 0) return null;
  return (
    <Callout tone="attention" title={`${counted(open, "open task")} would be left undone`}>
      <p>
        Nobody else has {open === 1 ? "it" : "them"}.{" "}
        <Link href={openTasksOf(user)} target="_blank">
          Give {open === 1 ? "it" : "them"} to somebody first
        </Link>
      </p>
    </Callout>
  );
}
