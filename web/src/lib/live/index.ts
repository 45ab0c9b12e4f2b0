export { bindLive, learn, type TaskPage } from "./cache";
export type { Fact, LiveState, Phase } from "./facts";
export { onFacts, onFresh, retryLive, startLive, stopLive, useLiveState } from "./live";
export { freshest } from "./newest";
