export function AuditPage(_: { id: string }) {
  return null;
}
