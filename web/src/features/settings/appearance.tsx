import { useNow } from "~/lib/now";
import { exactly } from "~/lib/time";
import { KeyHint } from "~/ui/key_hint";
import { useZone } from "~/ui/times";
import classes from "./appearance.module.css";
import { Choice, LogFont, Toggle } from "./pref_controls";

/** How the page looks and behaves in this browser. */
export function Appearance() {
  return (
    <div className={classes.groups}>
      <p className="ty-muted">Kept in this browser, for all of its tabs.</p>
      <section className={classes.group} aria-labelledby="look">
        <h2 id="look">The page</h2>
        <Choice
          pref="theme"
          label="Theme"
          options={{ auto: "As the system", light: "Light", dark: "Dark" }}
          hint={<KeyHint keys="Shift+T" />}
        />
        <Choice
          pref="density"
          label="Rows of lists"
          options={{ comfortable: "Comfortable", compact: "Compact" }}
          hint={<KeyHint keys="Shift+D" />}
        />
        <Choice
          pref="times"
          label="Times"
          options={{ relative: "Relative", local: "Your time zone", utc: "UTC" }}
          hint={<KeyHint keys="u" />}
        />
        <Clock />
      </section>
      <section className={classes.group} aria-labelledby="keys">
        <h2 id="keys">Keyboard</h2>
        <Toggle
          pref="letters"
          label="Single keys do things"
          description="Such as n for a new task. Switch it off when you dictate, or press keys by accident; Ctrl K and Escape work all the same."
        />
      </section>
      <section className={classes.group} aria-labelledby="output">
        <h2 id="output">Output of tasks</h2>
        <LogFont />
        <Choice
          pref="logWrap"
          label="Wrap long lines"
          options={{ auto: "On small screens", on: "Always", off: "Never" }}
        />
        <Choice
          pref="logTimes"
          label="Time beside each line"
          options={{
            off: "None",
            clock: "Clock",
            start: "Since start",
            step: "Since last",
          }}
        />
        <Toggle
          pref="logDark"
          label="Always dark"
          description="Also when the page is light, as in a terminal."
        />
        <Toggle
          pref="logExactColours"
          label="Exact colours"
          description="Shows colours as programs ask for them, even where they are hard to read."
        />
        <Toggle
          pref="logBuildkite"
          label="Fold at Buildkite headings"
          description="Lines that begin with ---, +++ or ~~~ begin a group that folds."
        />
      </section>
    </div>
  );
}

function Clock() {
  return <p className="ty-muted">It is {exactly(useNow(), useZone()).replace(/\.\d+/, "")}.</p>;
}
