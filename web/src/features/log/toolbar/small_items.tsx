import { Menu } from "@mantine/core";
import { prefs } from "~/lib/prefs";
import { TIMES, type TimesMode } from "../view/times";
import type { Kind } from "../view/use_filter";
import type { Tools } from "./use_tools";

const ONLY: Partial<Record<Kind, string>> = {
  all: "Both streams",
  out: "stdout only",
  err: "stderr only",
};

/** What has a button where there is room for it. */
export function SmallItems({ tools }: { tools: Tools }) {
  return (
    <>
      <Menu.Item onClick={tools.wrap}>{tools.wraps ? "Do not wrap lines" : "Wrap lines"}</Menu.Item>
      <Menu.Item onClick={tools.turnFull}>
        {tools.full ? "Back to the task" : "Full screen"}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Label>Times beside lines</Menu.Label>
      {(Object.keys(TIMES) as TimesMode[]).map((mode) => (
        <Choice key={mode} isOn={tools.times === mode} choose={() => prefs.logTimes.set(mode)}>
          {TIMES[mode]}
        </Choice>
      ))}
      <Menu.Divider />
      <Menu.Label>Lines</Menu.Label>
      {(Object.keys(ONLY) as Kind[]).map((kind) => (
        <Choice key={kind} isOn={tools.only === kind} choose={() => tools.show(kind)}>
          {ONLY[kind] ?? kind}
        </Choice>
      ))}
      <Menu.Divider />
    </>
  );
}

function Choice(props: { isOn: boolean; choose: () => void; children: string }) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={props.isOn}
      rightSection={props.isOn ? "✓" : null}
      onClick={props.choose}
    >
      {props.children}
    </Menu.Item>
  );
}
