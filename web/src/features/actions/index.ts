export { whom } from "./assign_dialog";
export { doToMany } from "./bulk";
export { useAssignable, usePeople } from "./people";
export { PersonSelect } from "./person_select";
export { type Primary, primaryOf } from "./primary";
export { PrimaryAction } from "./primary_action";
export { TaskMenu } from "./task_menu";
export { type Actions, useActions } from "./use_actions";
export type { BulkAction, Which } from "./verbs";
