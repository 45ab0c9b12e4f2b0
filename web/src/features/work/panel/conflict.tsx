import { Button } from "@mantine/core";
import { Callout } from "~/ui/callout";
import classes from "./text_edit.module.css";
import type { TextEdit } from "./use_text_edit";

/** What somebody else made of the same text meanwhile: one of the two is to be. */
export function Conflict({ edit }: { edit: TextEdit }) {
  if (edit.theirs === null) return null;
  return (
    <div role="alert">
      <Callout tone="attention" title="Somebody changed this while you were writing.">
        <pre className={classes.theirs}>{edit.theirs === "" ? "(nothing)" : edit.theirs}</pre>
        <div className={classes.buttons}>
          <Button loading={edit.isSaving} onClick={() => void edit.keepMine()}>
            Keep mine
          </Button>
          <Button variant="default" onClick={edit.close}>
            Take theirs
          </Button>
        </div>
      </Callout>
    </div>
  );
}
