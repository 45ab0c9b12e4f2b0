import { useEffect, useLayoutEffect, useState } from "react";
import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { type Facts, Log } from "./lines/log";
import { type LogServer, logServer } from "./lines/log_server";
import { Reader } from "./scroll/reader";
import { Painter } from "./view/painter";

export interface Parts {
  server: LogServer;
  log: Log;
  painter: Painter;
  reader: Reader;
}

function factsOf(task: Task): Facts {
  return { lines: task.log.lines, bytes: task.log.bytes, final: isFinal(task) };
}

function made(task: Task): Parts {
  const server = logServer(task.id);
  const log = new Log(server);
  log.know(factsOf(task));
  const reader = new Reader(() => ({ total: log.total, errors: log.errors }));
  return { server, log, painter: new Painter(log), reader };
}

/** The log of a task for as long as it is shown, kept up with what is told of the task. */
export function useLog(task: Task): Parts {
  const [parts] = useState(() => made(task));
  const { log } = parts;
  useLayoutEffect(() => log.know(factsOf(task)), [log, task]);
  useEffect(() => {
    const wake = () => log.wake(!document.hidden);
    wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      log.close();
    };
  }, [log]);
  return parts;
}
