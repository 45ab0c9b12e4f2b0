export { InsightsPage } from "./insights_page";
