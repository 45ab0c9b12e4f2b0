export { TasksPage } from "./tasks_page";
