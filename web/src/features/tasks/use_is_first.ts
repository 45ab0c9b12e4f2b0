import { useEffect, useState } from "react";
import { onCreated } from "~/features/create";
import { onFacts } from "~/lib/live";
import { total, useStateCounts } from "./use_matching";

/** Whether nobody has run anything here yet: over with the first task, before it is counted. */
export function useIsFirst(): boolean {
  const counts = useStateCounts("");
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const ends = [
      onCreated(() => setOver(true)),
      onFacts((facts) => {
        if (facts.some(({ task }) => task !== null)) setOver(true);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return !isOver && counts !== undefined && total(counts, null) === 0;
}
