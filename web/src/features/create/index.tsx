import { lazy } from "react";

export { CreateBar } from "./bar/create_bar";
export { type Asked, onCreated, useAsked } from "./created";
export { useCreateTask } from "./use_create_task";

const Page = lazy(() => import("./page/create_page"));

/** All that can be said of a task; loaded when it is wanted. */
export function CreatePage(_: { id: string }) {
  return <Page />;
}
