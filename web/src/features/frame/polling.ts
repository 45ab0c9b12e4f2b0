import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveState } from "~/lib/live";

const REST_MS = 5_000;

/** Where the stream does not get through but requests do, what is shown is asked for again. */
export function usePolling(): void {
  const client = useQueryClient();
  const polls = useLiveState().phase === "polling";
  useEffect(() => {
    if (!polls) return;
    const timer = window.setInterval(() => {
      if (!document.hidden) void client.invalidateQueries({ refetchType: "active" });
    }, REST_MS);
    return () => window.clearInterval(timer);
  }, [client, polls]);
}
