import { useLocation } from "wouter";
import { type Binding, useKeys } from "~/lib/keys";
import { prefs } from "~/lib/prefs";
import { told, undoLast } from "~/ui/toast";
import { NAV } from "./nav";
import { useRail } from "./use_rail";

const TIMES = { relative: "local", local: "utc", utc: "relative" } as const;
const TIMES_SAID = { relative: "relative", local: "in your time zone", utc: "in UTC" };
const THEMES = { auto: "light", light: "dark", dark: "auto" } as const;
const THEMES_SAID = { auto: "as the system", light: "light", dark: "dark" };

/** What works on every page. */
export function useFrameKeys(): void {
  const [, navigate] = useLocation();
  const rail = useRail();
  const going: Binding[] = NAV.map((entry) => ({
    keys: `g ${entry.key}`,
    label: `Go to ${entry.label}`,
    run: () => navigate(entry.path),
  }));
  useKeys("Anywhere", [
    { keys: "n", label: "New task", run: () => navigate("/new") },
    ...going,
    {
      keys: "u",
      label: "Times: relative, local, UTC",
      run: () => {
        const next = TIMES[prefs.times.get()];
        prefs.times.set(next);
        told(`Times are ${TIMES_SAID[next]}`);
      },
    },
    {
      keys: "Shift+T",
      label: "Theme: system, light, dark",
      run: () => {
        const next = THEMES[prefs.theme.get()];
        prefs.theme.set(next);
        told(`The theme is ${THEMES_SAID[next]}`);
      },
    },
    {
      keys: "Shift+D",
      label: "Density: comfortable, compact",
      run: () => prefs.density.set(prefs.density.get() === "compact" ? "comfortable" : "compact"),
    },
    { keys: "mod+z", label: "Undo what was done last", run: undoLast },
    ...(rail.isTight ? [] : [{ keys: "[", label: "Fold the navigation", run: rail.turn }]),
  ]);
}
