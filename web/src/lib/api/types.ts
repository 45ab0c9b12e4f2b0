import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type Task = Schemas["TaskOut"];
export type Status = Task["status"];
export type Kind = Task["kind"];
export type Priority = Task["priority"];
export type Person = Schemas["PersonOut"];
export type TaskIn = Schemas["TaskIn"];
export type Me = Schemas["MeOut"];
export type User = Schemas["UserOut"];
export type Role = User["role"];
export type Stats = Schemas["StatsOut"];
export type TaskFilter = Schemas["TaskFilter"];
export type BulkResult = Schemas["BulkOut"];
export type TaskQuery = NonNullable<operations["list_tasks"]["parameters"]["query"]>;
