import { useLocation } from "wouter";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { failed, told } from "~/ui/toast";

/** Runs it again and shows the new task: who looks at one wants to see how it goes this time. */
export function useRerun(): (task: Task) => Promise<void> {
  const [, navigate] = useLocation();
  return async ({ id, name }) => {
    try {
      const params = { path: { task_id: id } };
      const again = await take(api.POST("/api/v1/tasks/{task_id}/rerun", { params }));
      navigate(`/tasks/${again.id}`);
      told(`#${id} ${name} runs again as #${again.id}`);
    } catch (error) {
      failed(error);
    }
  };
}
