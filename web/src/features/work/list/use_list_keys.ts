import type { Task } from "~/lib/api/types";
import { useKeys } from "~/lib/keys";
import { useWorkKeys } from "../use_work_keys";
import type { Panel } from "./use_panel";
import type { Rows } from "./use_rows";

/** The keys of the list: through its rows, and for the one that has the focus or is open. */
export function useListKeys(tasks: readonly Task[], rows: Rows, panel: Panel) {
  function move(by: 1 | -1) {
    panel.follow(rows.move(by, panel.id ?? rows.focused()));
  }

  function close() {
    const id = panel.id;
    panel.show(null);
    // The list may have been out of sight.
    if (id !== null) window.requestAnimationFrame(() => rows.focus(id));
  }

  useWorkKeys("My tasks", {
    find: () => tasks.find(({ id }) => id === (panel.id ?? rows.focused())),
    comment: (task) => panel.show(task.id, { comment: true }),
    before: (verb) => {
      if (verb === "complete" || verb === "take") rows.leave();
    },
  });
  useKeys("My tasks", [
    { keys: "j", label: "Next task", run: () => move(1) },
    { keys: "k", label: "Previous task", run: () => move(-1) },
  ]);
  useKeys("My tasks", panel.id === null ? [] : [{ keys: "Escape", label: "Close", run: close }]);
  return { close, move };
}
