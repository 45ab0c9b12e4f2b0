interface Change {
  before: unknown;
  after: unknown;
}

/** A detail of an entry in words: a change is "user → operator". */
export function detailSaid(value: unknown): string {
  if (isChange(value)) return `${said(value.before)} → ${said(value.after)}`;
  return said(value);
}

function isChange(value: unknown): value is Change {
  return typeof value === "object" && value !== null && "before" in value && "after" in value;
}

function said(value: unknown): string {
  if (value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(said).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
