import { Tabs } from "@mantine/core";
import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import type { Task } from "~/lib/api/types";
import { useKeys } from "~/lib/keys";
import { useQueryState } from "~/lib/query_state";
import { Boundary } from "~/ui/boundary";
import { Waiting } from "~/ui/waiting";
import { type Runs, useRuns } from "./history/runs";
import type { Load } from "./resources/load";
import { dependencyCount, TABS, type Tab, tabsOf } from "./tabs";
import classes from "./task_tabs.module.css";
import { useInSight } from "./use_in_sight";

// Of what changes here by the second the log is no part.
const LogViewer = memo(lazy(async () => ({ default: (await import("~/features/log")).LogViewer })));
const WorkPanel = lazy(async () => ({ default: (await import("~/features/work")).WorkPanel }));
const Details = lazy(async () => ({ default: (await import("./details/details")).Details }));
const Resources = lazy(async () => ({
  default: (await import("./resources/resources")).Resources,
}));
const Dependencies = lazy(async () => ({
  default: (await import("./dependencies/dependencies")).Dependencies,
}));
const History = lazy(async () => ({ default: (await import("./history/history")).History }));
const Events = lazy(async () => ({ default: (await import("./events/events")).Events }));

interface Props {
  task: Task;
  isGone: boolean;
  loads: readonly Load[];
}

export function TaskTabs({ task, isGone, loads }: Props) {
  const [query, change] = useQueryState();
  const tabs = tabsOf(task, isGone);
  const first = tabs[0] ?? "details";
  const shown = tabs.find((tab) => tab === query.get("tab")) ?? first;
  const open = (tab: string | null) => change({ tab: tab === first ? null : tab });
  useKeys(
    "Task",
    tabs.map((tab, i) => ({ keys: String(i + 1), label: TABS[tab], run: () => open(tab) })),
  );
  // The log keeps its place while one looks at something else.
  const [hasRead, setHasRead] = useState(false);
  if (shown === "log" && !hasRead) setHasRead(true);

  const runs = useRuns(task);
  const related = dependencyCount(task);
  const counts: Partial<Record<Tab, string>> = {
    dependencies: related === 0 ? "" : String(related),
    history: runs === undefined ? "" : countOf(runs),
  };
  const panels: Record<Tab, ReactNode> = {
    log: <LogViewer task={task} />,
    work: <WorkPanel task={task} />,
    details: <Details task={task} />,
    resources: <Resources task={task} loads={loads} />,
    dependencies: <Dependencies task={task} />,
    history: <History task={task} />,
    events: <Events task={task} />,
  };
  const list = useInSight(`${shown} ${counts[shown]}`);
  return (
    <Tabs value={shown} onChange={open} keepMounted={false} classNames={{ list: classes.list }}>
      <Tabs.List ref={list}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {TABS[tab]}
            {counts[tab] && <span className={classes.count}>{counts[tab]}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel
          key={tab}
          value={tab}
          className={classes.panel}
          keepMounted={tab === "log" && hasRead}
        >
          <Boundary>
            <Suspense fallback={<Waiting />}>{panels[tab]}</Suspense>
          </Boundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function countOf({ tasks, hasMore }: Runs): string {
  return `${tasks.length}${hasMore ? "+" : ""}`;
}
