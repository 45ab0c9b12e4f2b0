export { AuditPage } from "./audit_page";
