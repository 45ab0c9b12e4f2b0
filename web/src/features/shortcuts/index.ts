export { ShortcutsHelp } from "./shortcuts_help";
export { showShortcuts } from "./shown";
