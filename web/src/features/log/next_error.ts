import { told } from "~/ui/toast";
import type { Session } from "./session";
import { goTo } from "./use_picked";

/** Goes to the next line of stderr from where one reads, or to the one before. */
export async function nextError(session: Session, direction: 1 | -1): Promise<void> {
  const { kinds, reader, log, picked } = session;
  const { place } = reader.get();
  const here = place.at === "end" ? log.total + 1 : (picked.get()?.from ?? place.n);
  try {
    const found = await kinds.of("stderr").find(here + direction, direction, log.total);
    if (found === null) told(`No line of stderr ${direction === 1 ? "below" : "above"}`);
    else goTo(session, found);
  } catch (error) {
    told(error instanceof Error ? error.message : "The server did not answer");
  }
}
