import { useEffect, useState } from "react";
import { type Fact, onFacts } from "~/lib/live";
import { faviconOf } from "./favicon";
import { showIcon } from "./tab_icon";

const NONE: ReadonlySet<string> = new Set();

/** How many tasks have failed since nobody looks at this window; none as soon as somebody does. */
export function useHiddenFailures(): number {
  const [failures, setFailures] = useState(NONE);
  const known = failures.size;
  useEffect(() => {
    const end = onFacts((facts) => {
      const failed = document.hidden ? facts.filter(isFailure).map((fact) => fact.task_id) : [];
      if (failed.length > 0) setFailures((before) => new Set([...before, ...failed]));
    });
    const seen = () => {
      if (!document.hidden) setFailures(NONE);
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      end();
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);
  useEffect(() => {
    showIcon(faviconOf(known > 0 ? "failed" : "idle"));
    void badge(known);
  }, [known]);
  return known;
}

function isFailure({ task, changed }: Fact): boolean {
  return task?.status === "failed" && changed.includes("status");
}

/** On the icon of an installed page, where the system has such a thing. */
async function badge(failures: number): Promise<void> {
  try {
    await (failures > 0 ? navigator.setAppBadge?.(failures) : navigator.clearAppBadge?.());
  } catch {
    // Not installed, or not allowed: the title says it too.
  }
}
