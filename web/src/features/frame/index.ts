export { Frame } from "./frame";
export { NotFoundPage } from "./not_found_page";
