import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";

export type Comment = components["schemas"]["CommentOut"];
type Page = components["schemas"]["CommentsOut"];

const LIMIT = 50;

/** What was said about a task, the oldest first; the stream tells when there is more. */
export function useComments(id: string) {
  const path = { task_id: id };
  const pages = useInfiniteQuery({
    queryKey: ["comments", id],
    queryFn: ({ pageParam: cursor, signal }): Promise<Page> => {
      const params = { path, query: { limit: LIMIT, ...(cursor === null ? {} : { cursor }) } };
      return take(api.GET("/api/v1/tasks/{task_id}/comments", { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });

  /** What one has said is seen at once, behind everything that was said before. */
  async function readOn(): Promise<void> {
    await pages.refetch();
    for (let more = true; more; ) {
      const read = await pages.fetchNextPage();
      more = read.hasNextPage && !read.isError;
    }
  }

  const saying = useMutation({
    mutationFn: (text: string): Promise<Comment> =>
      take(api.POST("/api/v1/tasks/{task_id}/comments", { params: { path }, body: { text } })),
    onSuccess: readOn,
  });
  return { pages, comments: pages.data?.pages.flatMap((page) => page.comments), saying };
}
