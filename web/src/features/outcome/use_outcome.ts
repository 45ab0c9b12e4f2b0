import { useEffect } from "react";
import type { Task } from "~/lib/api/types";
import { useTitle } from "~/ui/page_head";
import { faviconOf } from "./favicon";
import { percentOf, signOf, titleOf } from "./sign";
import { showIcon } from "./tab_icon";

/** The window's title and icon say how the task is, for as long as it is shown. */
export function useOutcome(task: Task): void {
  useTitle(titleOf(task));
  const icon = faviconOf(signOf(task), percentOf(task));
  useEffect(() => showIcon(icon), [icon]);
  useEffect(() => () => showIcon(faviconOf("idle")), []);
}
