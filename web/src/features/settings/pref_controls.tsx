import { NumberInput, SegmentedControl, Switch } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { usePref } from "~/lib/prefs";
import classes from "./appearance.module.css";

type Words = "theme" | "density" | "times" | "logWrap" | "logTimes";
type Flags = "letters" | "sound" | "logDark" | "logExactColours" | "logBuildkite";

/** One of a few words. `options` says each as people read it. */
export function Choice<Name extends Words>({
  pref,
  label,
  options,
  children,
}: {
  pref: Name;
  label: string;
  options: Record<ReturnType<typeof usePref<Name>>[0] & string, string>;
  children?: ReactNode;
}) {
  const [value, setValue] = usePref(pref);
  const id = useId();
  return (
    <div className={classes.choice}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        data={Object.entries<string>(options).map(([word, said]) => ({ value: word, label: said }))}
        value={value as string}
        onChange={(word) => setValue(word as typeof value)}
        className={classes.words}
      />
      {children !== undefined && <span className="ty-muted">{children}</span>}
    </div>
  );
}

export function Toggle({
  pref,
  label,
  description,
}: {
  pref: Flags;
  label: string;
  description: string;
}) {
  const [on, setOn] = usePref(pref);
  return (
    <Switch
      label={label}
      description={description}
      checked={on}
      onChange={(event) => setOn(event.currentTarget.checked)}
    />
  );
}

const SMALLEST = 11;
const LARGEST = 18;

export function LogFont() {
  const [size, setSize] = usePref("logFont");
  return (
    <NumberInput
      label="Size of its letters"
      description={`${SMALLEST} to ${LARGEST} pixels.`}
      min={SMALLEST}
      max={LARGEST}
      clampBehavior="strict"
      allowDecimal={false}
      value={size}
      onChange={(value) => typeof value === "number" && setSize(value)}
      className={classes.number}
    />
  );
}
