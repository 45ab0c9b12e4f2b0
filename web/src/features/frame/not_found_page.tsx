import { Link } from "wouter";
import { EmptyNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";

export function NotFoundPage() {
  return (
    <>
      <PageHead title="Nothing here" />
      <EmptyNote title="There is no page at this address.">
        <Link href="/">To the tasks</Link>
      </EmptyNote>
    </>
  );
}
