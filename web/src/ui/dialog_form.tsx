import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { isProblem } from "~/lib/api/client";
import type { Problem } from "~/lib/api/problem";
import classes from "./dialog_form.module.css";
import { FormProblem } from "./form_problem";

interface Props<Made> {
  /** What the button says: "Invite". */
  verb: string;
  isDanger?: boolean;
  /** False while there is nothing to send. */
  isReady?: boolean;
  /** How it is left as it was. */
  refrain?: string;
  submit: (form: FormData) => Promise<Made>;
  /** Null when nothing was done. */
  done: (made: Made | null) => void;
  /** The members of the request that have a field here: "/name". */
  fields?: readonly string[];
  children: ReactNode | ((problem: Problem | null) => ReactNode);
}

/** What a dialog asks for. It stays until the server has agreed, and says why it has not. */
export function DialogForm<Made>({
  verb,
  isDanger = false,
  isReady = true,
  refrain = "Close",
  submit,
  done,
  fields = [],
  children,
}: Props<Made>) {
  const sending = useMutation({ mutationFn: submit, onSuccess: done });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!sending.isPending) sending.mutate(new FormData(event.currentTarget));
  }
  const problem = isProblem(sending.error) ? sending.error : null;
  return (
    <form className={classes.form} onSubmit={send}>
      {typeof children === "function" ? children(problem) : children}
      <FormProblem error={sending.error} fields={fields} />
      <div className={classes.buttons}>
        <Button size="sm" variant="default" onClick={() => done(null)}>
          {refrain}
        </Button>
        <Button
          size="sm"
          type="submit"
          loading={sending.isPending}
          disabled={!isReady}
          {...(isDanger ? { color: "danger" } : {})}
        >
          {verb}
        </Button>
      </div>
    </form>
  );
}
