import { useEffect, useLayoutEffect, useState } from "react";
import type { Task } from "~/lib/api/types";
import { usePref } from "~/lib/prefs";
import { Session } from "./session";

/** A session for as long as the log of a task is shown, kept up with what is told of the task. */
export function useSession(task: Task): Session {
  const [buildkite] = usePref("logBuildkite");
  const [session] = useState(() => {
    const made = new Session(task.id);
    made.know(task, buildkite);
    return made;
  });
  useLayoutEffect(() => session.know(task, buildkite), [session, task, buildkite]);
  useEffect(() => {
    const wake = () => session.log.wake(!document.hidden);
    wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      session.close();
    };
  }, [session]);
  return session;
}
