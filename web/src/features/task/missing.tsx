import { Link } from "wouter";
import { EmptyNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";

/** There is none with this number, or it is none of theirs: the server does not say which. */
export function Missing({ id }: { id: string }) {
  return (
    <>
      <PageHead title={`Task #${id}`} />
      <EmptyNote title={`There is no task #${id} that you can see.`}>
        <p>It may have been deleted, or it belongs to somebody else.</p>
        <Link href="/">To the tasks</Link>
      </EmptyNote>
    </>
  );
}
