import { IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, take } from "~/lib/api/client";
import type { Entry } from "../entry";
import type { Wanted } from "../wanted";

const SHOWN = 6;

/** People by name or address; all where nothing but people is asked for. */
export function usePeopleEntries({ only, text }: Wanted): { entries: Entry[]; isLooking: boolean } {
  const [, navigate] = useLocation();
  const asked = only === "people" || (only === null && text.length > 1);
  const { data = [], isFetching } = useQuery({
    queryKey: ["users", "palette", text],
    queryFn: async ({ signal }) => {
      const query = { limit: SHOWN, order_by: "name", ...(text === "" ? {} : { q: text }) };
      return (await take(api.GET("/api/v1/users", { params: { query }, signal }))).users;
    },
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const entries = (asked ? data : []).map((user) => ({
    id: `person ${user.id}`,
    label: user.name,
    icon: <IconUser size={16} stroke={1.75} />,
    ...(user.email === null ? {} : { note: user.email }),
    run: () => navigate(`/users?person=${user.id}`),
  }));
  return { entries, isLooking: asked && isFetching };
}
