export { TokensPage } from "./tokens_page";
