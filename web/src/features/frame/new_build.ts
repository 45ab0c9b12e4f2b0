import { useEffect } from "react";
import { useLiveState } from "~/lib/live";
import { told } from "~/ui/toast";

const mine = document.querySelector<HTMLMetaElement>("meta[name=taskyard-build]")?.content ?? "";

/** The server has another page than this one: says so, and loads it when nobody is looking. */
export function useNewBuild(): void {
  const { build } = useLiveState();
  const isOld = build !== null && mine !== "" && mine !== "BUILD" && build !== mine;
  useEffect(() => {
    if (!isOld) return;
    const reload = () => window.location.reload();
    told("The server has a newer page.", { label: "Load it", run: reload });
    const whenHidden = () => {
      if (document.hidden) reload();
    };
    document.addEventListener("visibilitychange", whenHidden);
    return () => document.removeEventListener("visibilitychange", whenHidden);
  }, [isOld]);
}
