export { useDueSoon } from "./due_soon";
export { useWanted } from "./hear";
export { useHiddenFailures } from "./hidden_failures";
export { NotifyMe } from "./notify_me";
export { useOutcome } from "./use_outcome";
