import { isProblem } from "~/lib/api/client";
import { ProblemNote } from "./notes";

/** What was refused, unless every word of it stands at a field. `fields` are their pointers. */
export function FormProblem({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (error === null) return null;
  const faults = isProblem(error) ? error.faults : [];
  const isAtFields = faults.length > 0 && faults.every((one) => fields.includes(one.pointer));
  return isAtFields ? null : <ProblemNote error={error} />;
}
