export { useSignOut } from "./enter";
export { Gate } from "./gate";
export { RegisterPage } from "./register_page";
export { SetupPage } from "./setup_page";
