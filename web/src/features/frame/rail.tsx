import { Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { Link } from "wouter";
import { ShortcutsHelp } from "~/features/shortcuts";
import { Mark } from "~/ui/mark";
import classes from "./frame.module.css";
import { NavList } from "./nav_list";
import { useRail } from "./use_rail";
import { UserMenu } from "./user_menu";

/** The navigation; on a phone a bar at the bottom. */
export function Rail() {
  const { isNarrow, isTight, turn } = useRail();
  const Icon = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const label = isNarrow ? "Unfold the navigation" : "Fold the navigation";
  return (
    <nav className={classes.rail} aria-label="Main">
      <div className={classes.top}>
        <Link href="/" className={classes.brand} aria-label="Taskyard">
          <Mark size={22} />
          <span className={classes.label}>Taskyard</span>
        </Link>
        {!isTight && (
          <Tooltip label={`${label}  [`} position="right">
            <button type="button" className={classes.fold} aria-label={label} onClick={turn}>
              <Icon size={16} aria-hidden="true" />
            </button>
          </Tooltip>
        )}
      </div>
      <NavList narrow={isNarrow} />
      <div className={classes.foot}>
        <ShortcutsHelp narrow={isNarrow} />
        <UserMenu />
      </div>
    </nav>
  );
}
