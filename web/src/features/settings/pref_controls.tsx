import { NumberInput, SegmentedControl, Switch } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { usePref } from "~/lib/prefs";
import classes from "./appearance.module.css";

type Words = "theme" | "density" | "times" | "logWrap" | "logTimes";
type Flags = "letters" | "logDark" | "logExactColours" | "logBuildkite";
type ValueOf<Name extends Words> = ReturnType<typeof usePref<Name>>[0] & string;

/** One of a few words; `options` has each as people read it. */
export function Choice<Name extends Words>({
  pref,
  label,
  options,
  hint,
}: {
  pref: Name;
  label: string;
  options: Record<ValueOf<Name>, string>;
  hint?: ReactNode;
}) {
  const [value, setValue] = usePref(pref);
  const id = useId();
  return (
    <div className={classes.line}>
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
      {hint}
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
  const id = useId();
  return (
    <div>
      {/* Mantine's own description would be a part of the name as well. */}
      <Switch
        label={label}
        aria-describedby={id}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      <p id={id} className={classes.description}>
        {description}
      </p>
    </div>
  );
}

const SMALLEST = 11;
const LARGEST = 18;

export function LogFont() {
  const [size, setSize] = usePref("logFont");
  const id = useId();
  return (
    <div className={classes.line}>
      <label htmlFor={id} className={classes.label}>
        Size of letters
      </label>
      <NumberInput
        id={id}
        suffix=" px"
        min={SMALLEST}
        max={LARGEST}
        clampBehavior="strict"
        allowDecimal={false}
        value={size}
        onChange={(value) => typeof value === "number" && setSize(value)}
        className={classes.number}
      />
    </div>
  );
}
