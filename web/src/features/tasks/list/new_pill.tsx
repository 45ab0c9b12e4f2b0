import { counted } from "~/lib/size";
import classes from "./new_pill.module.css";

/** What has come meanwhile, to be let in. It takes no room: nothing moves when it appears. */
export function NewPill({ waiting, show }: { waiting: number; show: () => void }) {
  if (waiting === 0) return null;
  return (
    <div className={classes.place}>
      <button
        type="button"
        className={classes.pill}
        onClick={() => {
          window.scrollTo({ top: 0 });
          show();
        }}
      >
        {counted(waiting, "new task")}
      </button>
    </div>
  );
}
