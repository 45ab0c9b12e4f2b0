import { Button, Modal } from "@mantine/core";
import { type ReactNode, useSyncExternalStore } from "react";
import classes from "./dialogs.module.css";

interface Asked {
  title: string;
  body: ReactNode;
  /** Called with null when it is closed without an answer. */
  answer: (value: null) => void;
}

let asked: Asked | null = null;
let isOpen = false;
const watchers = new Set<() => void>();

function change(open: boolean): void {
  isOpen = open;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Opens a dialog and waits for what somebody answers in it: null when they close it. */
export function ask<Answer>(
  title: string,
  body: (answer: (value: Answer | null) => void) => ReactNode,
): Promise<Answer | null> {
  asked?.answer(null);
  return new Promise((resolve) => {
    const answer = (value: Answer | null) => {
      change(false);
      resolve(value);
    };
    asked = { title, body: body(answer), answer };
    change(true);
  });
}

export interface Question {
  /** The question, with its count: "Cancel 12 tasks?" */
  title: string;
  text?: ReactNode;
  /** What the button says: the verb and the count, "Cancel 12 tasks". */
  verb: string;
}

/** Whether somebody really means it. Only for what cannot be undone and ends many things. */
export async function confirmed({ title, text, verb }: Question): Promise<boolean> {
  const yes = await ask<true>(title, (answer) => (
    <>
      {text}
      <div className={classes.buttons}>
        <Button size="sm" variant="default" onClick={() => answer(null)} data-autofocus>
          Keep
        </Button>
        <Button size="sm" color="danger" onClick={() => answer(true)}>
          {verb}
        </Button>
      </div>
    </>
  ));
  return yes === true;
}

/** Where dialogs appear; once on the page. */
export function Dialogs() {
  const open = useSyncExternalStore(watch, () => isOpen);
  // While it fades away it still shows what it asked.
  const { title, body, answer } = asked ?? { title: "", body: null, answer: () => undefined };
  return (
    <Modal opened={open} onClose={() => answer(null)} title={title}>
      {body}
    </Modal>
  );
}
