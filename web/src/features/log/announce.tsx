import { useEffect, useState } from "react";
import { counted } from "~/lib/size";
import { useSessionOf } from "./viewer";

const EVERY_MS = 10_000;

/** Tells who cannot see the log what was written, and no more often than one can listen. */
export function Announcer() {
  const { log } = useSessionOf();
  const [said, setSaid] = useState("");
  useEffect(() => {
    let before = { total: log.total, errors: log.errors };
    const timer = setInterval(() => {
      const text = news(before, log);
      before = { total: log.total, errors: log.errors };
      if (text !== null) setSaid(text);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [log]);
  return (
    <output className="ty-unseen" aria-live="polite">
      {said}
    </output>
  );
}

interface Written {
  total: number;
  errors: number;
}

/** "240 new lines, 2 on stderr"; null when there are none. */
export function news(before: Written, now: Written): string | null {
  const [lines, errors] = [now.total - before.total, now.errors - before.errors];
  if (lines <= 0) return null;
  return counted(lines, "new line") + (errors > 0 ? `, ${errors} on stderr` : "");
}
