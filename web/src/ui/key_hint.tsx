import { isLetter, printed } from "~/lib/keys";
import { usePref } from "~/lib/prefs";
import classes from "./key_hint.module.css";

/** The keys that do the same as the control it stands in; nothing where they are switched off. */
export function KeyHint({ keys }: { keys: string }) {
  const [letters] = usePref("letters");
  if (!letters && isLetter(keys)) return null;
  return (
    <span className={classes.hint} aria-hidden="true">
      {printed(keys).map((key) => (
        <kbd key={key} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
