import { Tooltip } from "@mantine/core";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { isFinal, isRunning } from "~/lib/status";
import { clock, duration, exactly, moment } from "~/lib/time";
import { useUsual } from "~/lib/usual";
import { Since, useZone } from "~/ui/times";
import { type Load, said } from "../resources/load";
import classes from "./facts.module.css";
import { type Step, storyOf } from "./story";

const SOURCES: Record<string, string> = {
  api: "",
  rerun: ", a re-run",
  on_failure: ", because another task failed",
};

/** By whom, when what happened and how long it took: one line. */
export function Facts({ task, load }: { task: Task; load: Load | null }) {
  const known = useUsual();
  const usual = task.kind === "command" ? known.get(task.name) : undefined;
  const steps = storyOf(task);
  return (
    <ul className={classes.facts}>
      {task.created_by !== null && (
        <li>
          <span>
            by <bdi>{task.created_by.name}</bdi>
            {SOURCES[task.source] ?? ` via ${task.source}`}
          </span>
        </li>
      )}
      <li>
        <ol className={classes.story}>
          {steps.map((step, i) => (
            <StepOf
              key={step.label}
              step={step}
              goesOn={i === steps.length - 1 && !isFinal(task)}
            />
          ))}
        </ol>
      </li>
      {usual !== undefined && <li className="ty-numbers">usual {duration(usual)}</li>}
      {task.max_attempts > 1 && (
        <li>
          attempt {Math.max(1, task.attempt)} of {task.max_attempts}
        </li>
      )}
      {load !== null && isRunning(task) && <li className="ty-numbers">{said(load)}</li>}
    </ul>
  );
}

function StepOf({ step, goesOn }: { step: Step; goesOn: boolean }) {
  return (
    <li>
      {step.label} <Clock at={step.at} />
      {step.lastedMs !== null && (
        <span className={`${classes.leg} ty-numbers`}>{duration(step.lastedMs)}</span>
      )}
      {goesOn && (
        <span className={classes.open}>
          <Since at={step.at} />
        </span>
      )}
    </li>
  );
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** To the second while it is of today: what happened here is told apart by seconds. */
function Clock({ at }: { at: string }) {
  const now = useNow(MINUTE);
  const zone = useZone();
  const isNear = now - Date.parse(at) < DAY;
  return (
    <Tooltip label={exactly(at, zone)}>
      <time dateTime={at} className="ty-numbers">
        {isNear ? clock(at, zone) : moment(at, zone, now)}
      </time>
    </Tooltip>
  );
}
