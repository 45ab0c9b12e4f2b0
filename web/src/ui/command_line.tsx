import classes from "./command_line.module.css";
import { CopyButton } from "./copy_button";

/** A command that can be copied. `what` names it for the button: "curl command". */
export function CommandLine({ text, what = "command" }: { text: string; what?: string }) {
  return (
    <div className={classes.line}>
      <pre className={classes.text}>{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
