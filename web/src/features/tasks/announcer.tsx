import { useEffect, useRef, useState } from "react";
import { type Fact, onFacts } from "~/lib/live";
import { counted } from "~/lib/size";
import { isFinal, lookOf } from "~/lib/status";

const REST_MS = 5_000;

/** Tells those who hear the page what happens in its lists, at most every five seconds. */
export function Announcer() {
  const [news, setNews] = useState("");
  const heard = useRef<Fact[]>([]);
  useEffect(() => {
    const end = onFacts((facts) => {
      heard.current.push(...facts.filter(isNews));
    });
    const timer = window.setInterval(() => {
      if (heard.current.length === 0) return;
      setNews(newsOf(heard.current));
      heard.current = [];
    }, REST_MS);
    return () => {
      end();
      window.clearInterval(timer);
    };
  }, []);
  return (
    <div role="status" className="ty-unseen">
      {news}
    </div>
  );
}

function isNews({ type, task, changed }: Fact): boolean {
  return type === "task.created" || (task !== null && changed.includes("status") && isFinal(task));
}

/** "2 tasks created. #12 backup failed. 3 tasks completed." */
export function newsOf(facts: readonly Fact[]): string {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const what of said(fact)) groups.set(what, [...(groups.get(what) ?? []), fact]);
  }
  return [...groups]
    .map(([what, some]) => {
      const [only] = some;
      const one = some.length === 1 ? only?.task : undefined;
      return `${one ? `#${one.id} ${one.name}` : counted(some.length, "task")} ${what}.`;
    })
    .join(" ");
}

/** Within a tenth of a second a task may have been made and have ended. */
function said({ type, task, changed }: Fact): string[] {
  const ended = task !== null && changed.includes("status") && isFinal(task);
  return [
    ...(type === "task.created" ? ["created"] : []),
    ...(ended ? [lookOf(task).label.toLowerCase()] : []),
  ];
}
