import { CopyButton } from "~/ui/copy_button";
import type { Column } from "~/ui/data_table";
import classes from "./server.module.css";
import type { Setting } from "./settings_query";

export const COLUMNS: Column<Setting>[] = [
  { head: "Setting", share: 52, cell: (setting) => <About setting={setting} /> },
  { head: "Value", share: 28, cell: (setting) => <Value setting={setting} /> },
  { head: "From", share: 20, cell: from },
];

function About({ setting }: { setting: Setting }) {
  const [variable = setting.name] = setting.variables;
  return (
    <div className={classes.about}>
      <span className={classes.name}>
        <code>{variable}</code>
        <CopyButton text={variable} what={variable} />
      </span>
      <span className={classes.description}>
        <Ticked text={setting.description} />
      </span>
    </div>
  );
}

function Value({ setting }: { setting: Setting }) {
  const { secret, set, source } = setting;
  const differs = source !== "default" && !secret && setting.default !== setting.value;
  return (
    <div className={classes.value}>
      {secret || !set || setting.value === null ? (
        <span className="ty-muted">{set ? "Set; not shown" : "Not set"}</span>
      ) : (
        <code>{setting.value}</code>
      )}
      {differs && (
        <span className={classes.description}>Default: {setting.default ?? "not set"}</span>
      )}
    </div>
  );
}

function from({ source, set_by }: Setting) {
  if (source === "default") return <span className="ty-muted">Default</span>;
  return <code className={classes.set}>{source === "file" ? `.env: ${set_by}` : set_by}</code>;
}

/** What stands between `ticks` is code. */
function Ticked({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
  return text.split("`").map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}
