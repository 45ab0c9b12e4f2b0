import { useState } from "react";
import { changed, useQueryState } from "~/lib/query_state";

/** Which task is open beside the list: the address says it, so that Back closes it. */
export function usePanel() {
  const [query, change] = useQueryState();
  const [isForComment, setIsForComment] = useState(false);
  const id = query.get("open");

  function show(next: string | null, how: { replace?: boolean; comment?: boolean } = {}) {
    setIsForComment(how.comment ?? false);
    if (next !== id) change({ open: next }, { replace: how.replace ?? false });
  }

  return {
    id,
    /** It was opened to write a comment. */
    isForComment,
    href: (one: string) => `/my?${changed(new URLSearchParams(query), { open: one })}`,
    show,
    /** While it is open it shows the row that has the focus. */
    follow(one: string | undefined) {
      if (id !== null && one !== undefined) show(one, { replace: true });
    },
  };
}

export type Panel = ReturnType<typeof usePanel>;
