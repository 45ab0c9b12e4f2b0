import type { User } from "~/lib/api/types";

type Id = Pick<User, "id">;

export function givenTo({ id }: Id): string {
  return `/?q=assigned:${id}`;
}

export function madeBy({ id }: Id): string {
  return `/?q=by:${id}`;
}

export function openTasksOf({ id }: Id): string {
  return `/?q=assigned:${id}+status:pending,in_progress`;
}
