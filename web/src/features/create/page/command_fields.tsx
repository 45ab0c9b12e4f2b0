import { Checkbox, Textarea } from "@mantine/core";
import type { Form } from "./form";
import classes from "./form.module.css";
import { warningsOf } from "./warnings";

/** What is to be run. */
export function CommandFields({ draft, change, at }: Form) {
  const warnings = draft.isArgv ? [] : warningsOf(draft.command);
  return (
    <div>
      <Textarea
        label={draft.isArgv ? "Program and arguments, one a line" : "Command"}
        placeholder={draft.isArgv ? "/usr/bin/rsync\n--archive\n/srv/data" : "./backup.sh --all"}
        autosize
        minRows={3}
        maxRows={20}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        data-autofocus
        value={draft.command}
        onChange={(event) => change({ command: event.currentTarget.value })}
        error={at("/command") ?? at("/argv")}
        classNames={{ input: classes.code ?? "" }}
      />
      {warnings.map((warning) => (
        <p key={warning} className={classes.warning} role="status">
          {warning}
        </p>
      ))}
      <Checkbox
        size="xs"
        mt={8}
        label="Without a shell: a program and its arguments, as they are"
        checked={draft.isArgv}
        onChange={(event) => change({ isArgv: event.currentTarget.checked })}
      />
    </div>
  );
}
