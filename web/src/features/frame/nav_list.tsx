import { Tooltip } from "@mantine/core";
import { Link, useLocation } from "wouter";
import { useCountedLive, useCounts } from "~/lib/counts";
import { count } from "~/lib/size";
import classes from "./frame.module.css";
import { isAt, NAV } from "./nav";

/** The entries, beside each other or below; the same ones on every screen. */
export function NavList({ narrow }: { narrow: boolean }) {
  const [path] = useLocation();
  const running = useRunning();
  return (
    <ul className={classes.nav}>
      {NAV.map((entry) => {
        const here = isAt(entry, path);
        const badge = entry.path === "/" ? running : 0;
        return (
          <li key={entry.path}>
            <Tooltip label={`${entry.label}  g ${entry.key}`} position="right" disabled={!narrow}>
              <Link
                href={entry.path}
                className={`${classes.entry} ${here ? classes.here : ""}`}
                aria-current={here ? "page" : undefined}
              >
                <entry.icon size={18} stroke={1.75} aria-hidden="true" />
                <span className={classes.label}>{entry.label}</span>
                {badge > 0 && (
                  <span className={classes.badge}>
                    {count(badge)}
                    <span className="ty-unseen"> running</span>
                  </span>
                )}
              </Link>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}

function useRunning(): number {
  const counts = useCounts();
  useCountedLive(["counts"]);
  return (counts?.running ?? 0) + (counts?.cancelling ?? 0);
}
