export { Comments } from "./comments/comments";
export { MyTasksPage } from "./my_tasks_page";
export { WorkPanel } from "./panel/work_panel";
