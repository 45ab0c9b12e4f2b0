import { Tooltip } from "@mantine/core";
import { Link, useLocation } from "wouter";
import { useCountedLive, useCounts, useMine } from "~/lib/counts";
import { count } from "~/lib/size";
import classes from "./frame.module.css";
import { isAt, NAV } from "./nav";

interface Badge {
  n: number;
  of: string;
  look: string | undefined;
}

/** The entries, beside each other or below; the same ones on every screen. */
export function NavList({ narrow }: { narrow: boolean }) {
  const [path] = useLocation();
  const badges: Record<string, Badge> = {
    "/": { n: useRunning(), of: "running", look: classes.badge },
    "/my": { n: useMine(), of: "to do", look: `${classes.badge} ${classes.mine}` },
  };
  return (
    <ul className={classes.nav}>
      {NAV.map((entry) => {
        const here = isAt(entry, path);
        const badge = badges[entry.path];
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
                {badge !== undefined && badge.n > 0 && (
                  <span className={badge.look}>
                    {count(badge.n)}
                    <span className="ty-unseen"> {badge.of}</span>
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
