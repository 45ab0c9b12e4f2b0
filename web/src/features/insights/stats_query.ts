import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Kind, Stats } from "~/lib/api/types";
import type { Range } from "./range/range";

export type Bucket = Stats["buckets"][number];
export type Name = Stats["names"][number];

export function statsQuery(range: Range, kind: Kind | null) {
  const query = {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    bucket: range.bucket,
    ...(kind === null ? {} : { kind }),
  };
  return queryOptions({
    queryKey: ["stats", query],
    queryFn: ({ signal }) => take(api.GET("/api/v1/stats", { params: { query }, signal })),
  });
}
