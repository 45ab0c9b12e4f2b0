import type { FormDraft } from "./form_draft";

/** What each part of the form is given. */
export interface Form {
  draft: FormDraft;
  change: (part: Partial<FormDraft>) => void;
  /** What is wrong with a member, by its pointer: "/command". */
  at: (pointer: string) => string | undefined;
}
