import { lazy, Suspense } from "react";
import type { Task } from "~/lib/api/types";
import { curlOf } from "~/lib/curl";
import { useRights } from "~/lib/session";
import { CommandLine } from "~/ui/command_line";
import { CopyButton } from "~/ui/copy_button";
import { type FactLine, FactList } from "~/ui/fact_list";
import { useZone } from "~/ui/times";
import classes from "./details.module.css";
import { type Field, sectionsOf } from "./fields";

// Few commands have a description, and what reads it is large.
const Markdown = lazy(async () => ({ default: (await import("~/features/work")).Markdown }));

/** Everything there is to know of a task, each thing to be copied. */
export function Details({ task }: { task: Task }) {
  const sections = sectionsOf(task, useZone());
  const mayCreate = useRights().create;
  const environment = Object.entries(task.env);
  return (
    <div className={classes.details}>
      {task.description !== null && task.kind === "command" && (
        <section>
          <h2>Description</h2>
          <Suspense fallback={<p className={classes.description}>{task.description}</p>}>
            <Markdown text={task.description} />
          </Suspense>
        </section>
      )}
      <div className={classes.sections}>
        {sections.map(({ title, fields }) => (
          <section key={title}>
            <h2>{title}</h2>
            <FactList facts={fields.map(lineOf)} />
          </section>
        ))}
      </div>
      {environment.length > 0 && (
        <section>
          <h2>Environment</h2>
          <FactList facts={environment.map(([name, value]) => variable(name, value))} />
        </section>
      )}
      {mayCreate && (
        <section>
          <h2>The same again, from a terminal</h2>
          <CommandLine text={curlOf(task)} what="curl command" />
        </section>
      )}
      <details>
        <summary className={classes.summary}>As the API tells it</summary>
        <CommandLine text={JSON.stringify(task, null, 2)} what="JSON" />
      </details>
    </div>
  );
}

function lineOf({ name, value, otherwise, isCode = false }: Field): FactLine {
  if (value === null || value === "")
    return { name, value: <span className="ty-muted">{otherwise}</span> };
  return { name, value: <Copied text={value} what={name.toLowerCase()} isCode={isCode} /> };
}

function variable(name: string, value: string): FactLine {
  return { name, value: <Copied text={value} what={name} isCode /> };
}

function Copied({ text, what, isCode }: { text: string; what: string; isCode: boolean }) {
  return (
    <span className={classes.copied}>
      <span className={isCode ? classes.code : undefined}>{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
