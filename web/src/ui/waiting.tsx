import { Loader } from "@mantine/core";
import classes from "./waiting.module.css";

/** Shown only when it takes long enough to be noticed. */
export function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading">
      <Loader size="sm" />
    </div>
  );
}
