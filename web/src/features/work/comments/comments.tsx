import type { RefObject } from "react";
import type { Task } from "~/lib/api/types";
import { useMe, useRights } from "~/lib/session";
import { ProblemNote } from "~/ui/notes";
import { ShowMore } from "~/ui/show_more";
import { When } from "~/ui/times";
import { Markdown } from "../markdown/markdown";
import { CommentForm } from "./comment_form";
import classes from "./comments.module.css";
import { useComments } from "./use_comments";

interface Props {
  task: Task;
  /** Where one writes, for who leads somebody there. */
  field?: RefObject<HTMLTextAreaElement | null>;
}

/** What people say about their task. */
export function Comments({ task, field }: Props) {
  const me = useMe();
  const mayComment = useRights().work(task);
  const { pages, comments, saying } = useComments(task.id);
  // The stream may tell of it before the answer is here.
  const isOnItsWay = saying.isPending && comments?.at(-1)?.text !== saying.variables;
  return (
    <section aria-label="Comments">
      <h2 className={classes.head}>Comments</h2>
      {pages.error !== null && (
        <ProblemNote error={pages.error} retry={() => void pages.refetch()} />
      )}
      <ol className={classes.comments}>
        {comments?.map(({ id, author, created_at, text }) => (
          <Said
            key={id}
            name={author?.name ?? "Somebody who has left"}
            text={text}
            at={created_at}
          />
        ))}
        {isOnItsWay && <Said name={me.name} text={saying.variables} at={null} />}
      </ol>
      <ShowMore pages={pages} />
      {comments?.length === 0 && !mayComment && (
        <p className="ty-muted">Nobody has said anything.</p>
      )}
      {mayComment && <CommentForm id={task.id} field={field} saying={saying} />}
    </section>
  );
}

/** `at` is null while it is on its way. */
function Said({ name, text, at }: { name: string; text: string; at: string | null }) {
  return (
    <li className={at === null ? classes.sending : classes.comment}>
      <span className={classes.avatar} aria-hidden="true">
        {name.slice(0, 1).toUpperCase()}
      </span>
      <div className={classes.said}>
        <p className={classes.by}>
          <strong>
            <bdi>{name}</bdi>
          </strong>{" "}
          <span className="ty-muted">{at === null ? "sending…" : <When at={at} />}</span>
        </p>
        <Markdown text={text} />
      </div>
    </li>
  );
}
