export { TaskPage } from "./task_page";
