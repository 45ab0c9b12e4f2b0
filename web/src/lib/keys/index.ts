export { type Binding, isLetter, printed, type Scope } from "./binding";
export { listenToKeys, useKeys, useScopes } from "./keys";
