import classes from "./mark.module.css";

/** Our sign: what runs, within its yard. */
export function Mark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} className={classes.mark} aria-hidden="true">
      <rect x="1.5" y="1.5" width="21" height="21" rx="6" className={classes.yard} />
      <path d="M7 7.5 11.5 12 7 16.5M13 16.5h4.5" className={classes.prompt} />
    </svg>
  );
}
