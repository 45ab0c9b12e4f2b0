export { LogPage } from "./log_page";
export { LogViewer } from "./log_viewer";
