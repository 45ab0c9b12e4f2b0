export { SettingsNav } from "./settings_nav";
export { SettingsPage } from "./settings_page";
