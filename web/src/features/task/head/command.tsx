import { Button } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import { CopyButton } from "~/ui/copy_button";
import classes from "./command.module.css";

/** What runs, as it would be typed; of a long one three lines until one asks for more. */
export function Command({ text }: { text: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isLong, setIsLong] = useState(false);
  const box = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const seen = box.current;
    if (seen === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => {
      if (!isOpen) setIsLong(seen.scrollHeight > seen.clientHeight + 1);
    });
    observer.observe(seen);
    return () => observer.disconnect();
  }, [isOpen]);
  return (
    <div className={classes.command}>
      <span className={classes.prompt} aria-hidden="true">
        $
      </span>
      <div className={classes.middle}>
        <pre ref={box} className={`${classes.text} ${isOpen ? "" : classes.folded}`}>
          {text}
        </pre>
        {isLong && (
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes.more}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? "Show less" : "Show all of it"}
          </Button>
        )}
      </div>
      <CopyButton text={text} what="command" />
    </div>
  );
}
