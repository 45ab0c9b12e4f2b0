import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { api, take } from "~/lib/api/client";
import type { Task, TaskIn } from "~/lib/api/types";
import { begin, end, tellCreated } from "./created";

/** Makes a task; what was asked for is shown by lists until it is there. */
export function useCreateTask() {
  const key = useKeys();
  return useMutation({
    mutationFn: async (wanted: TaskIn): Promise<Task> => {
      const mine = key.of(wanted);
      begin({ key: mine, wanted });
      try {
        const params = { header: { "Idempotency-Key": mine } };
        const task = await take(api.POST("/api/v1/tasks", { body: wanted, params }));
        key.spent();
        tellCreated(task);
        return task;
      } finally {
        end(mine);
      }
    },
  });
}

/**
 * The same key for the same wish until it is granted: pressed twice, or again after the answer
 * got lost, it makes one task.
 */
function useKeys() {
  const last = useRef<{ body: string; key: string } | null>(null);
  return {
    of(wanted: TaskIn): string {
      const body = JSON.stringify(wanted);
      if (last.current?.body !== body) last.current = { body, key: newKey() };
      return last.current.key;
    },
    spent(): void {
      last.current = null;
    },
  };
}

// Not crypto.randomUUID(): pages that are not served safely have none.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
