import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, apiUrl, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import type { Zone } from "~/lib/time";

export type Entry = components["schemas"]["AuditEntryOut"];

type Page = components["schemas"]["AuditOut"];

const PAGE = 100;

/** The filters of the address, by the names that the API has for them. */
export const FILTERS = ["actor", "action", "target", "outcome", "after", "before"] as const;

type Name = (typeof FILTERS)[number];

export type Filters = Partial<Record<Exclude<Name, "outcome">, string>> & {
  outcome?: "ok" | "refused";
};

/** What the address asks for, as it is sent: days begin in the zone that times are told in. */
export function filtersOf(query: URLSearchParams, zone: Zone): Filters {
  const found: Filters = {};
  for (const name of FILTERS) {
    const value = query.get(name)?.trim() ?? "";
    if (value === "") continue;
    if (name !== "outcome") found[name] = isDay(name) ? beginOf(value, zone) : value;
    else if (value === "ok" || value === "refused") found.outcome = value;
  }
  return found;
}

function isDay(name: Name): boolean {
  return name === "after" || name === "before";
}

/** A day becomes the moment it begins; anything else is left to the server to judge. */
function beginOf(value: string, zone: Zone): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  const begin = new Date(`${value}T00:00${zone === "utc" ? "Z" : ""}`);
  return Number.isNaN(begin.getTime()) ? value : begin.toISOString();
}

export function auditQuery(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        ...filters,
        limit: PAGE,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      // The other shape it has is that of format=ndjson.
      return (await take(api.GET("/api/v1/audit", { params: { query }, signal }))) as Page;
    },
    staleTime: 0, // nothing streams it
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Where all that matches can be had, a line of JSON for each entry, oldest first. */
export function exportUrl(filters: Filters): string {
  const query = new URLSearchParams({ ...filters, format: "ndjson" });
  return apiUrl(`/audit?${query}`);
}
