import { Button } from "@mantine/core";
import { size } from "~/lib/size";
import { useStore } from "../store";
import { useSessionOf } from "../viewer";
import classes from "./toolbar.module.css";

/** How far a file is that is being made here. */
export function Saving() {
  const saving = useStore(useSessionOf().saving);
  if (saving === null) return null;
  return (
    <span className={classes.saving} role="status">
      Making the file: {size(saving.characters)}
      <Button size="compact-xs" variant="default" onClick={saving.cancel}>
        Cancel
      </Button>
    </span>
  );
}
