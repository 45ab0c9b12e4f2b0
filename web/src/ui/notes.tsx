import { Alert, Button } from "@mantine/core";
import type { ReactNode } from "react";
import { isProblem } from "~/lib/api/client";
import classes from "./notes.module.css";

/** What went wrong and what to do; `retry` when trying again may help. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const message = error instanceof Error ? error.message : String(error);
  const id = isProblem(error) ? error.requestId : null;
  return (
    <Alert color="danger" variant="light" role="alert">
      <p className={classes.problem}>{message}</p>
      {id !== null && <p className="ty-muted">Request {id}</p>}
      {retry && (
        <Button size="compact-xs" variant="default" mt="xs" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

/** There is nothing here, and what to do about it. */
export function EmptyNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children}
    </div>
  );
}
