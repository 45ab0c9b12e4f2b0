export { Comments } from "./comments/comments";
export { Markdown } from "./markdown/markdown";
export { MyTasksPage } from "./my_tasks_page";
export { WorkPanel } from "./panel/work_panel";
