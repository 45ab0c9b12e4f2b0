import { type ReactNode, useState } from "react";
import classes from "./form.module.css";

interface Props {
  title: string;
  /** What of it is not as it would be anyway; nothing is said when all is. */
  said: readonly (string | false)[];
  hasFault: boolean;
  children: ReactNode;
}

/** A part of the form that few need. It says on its lid what is in it. */
export function Section({ title, said, hasFault, children }: Props) {
  const words = said.filter((one) => one !== false && one !== "");
  const [wasOpened, setOpened] = useState(words.length > 0);
  return (
    <details
      className={classes.section}
      open={wasOpened || hasFault}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        <span className={classes.title}>{title}</span>
        <span className={hasFault ? classes.fault : "ty-muted"}>
          {hasFault ? "something is wrong here" : words.join(" · ")}
        </span>
      </summary>
      <div className={classes.fields}>{children}</div>
    </details>
  );
}
