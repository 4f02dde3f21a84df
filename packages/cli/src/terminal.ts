import { writeSync } from "node:fs";
import type { Io } from "./command.ts";

/** The process's own output: results to stdout, everything else to stderr; progress and colour only if that is a terminal. */
export function terminal(): Io {
  const { stderr, env } = process;
  let shown = false;
  const clear = () => {
    if (shown) write(2, "\r\u001b[K");
    shown = false;
  };
  return {
    out: (text) => {
      clear();
      write(1, text);
    },
    err: (text) => {
      clear();
      write(2, text);
    },
    progress: (step) => {
      if (!stderr.isTTY) return;
      clear();
      write(2, step.slice(0, (stderr.columns || 80) - 1));
      shown = true;
    },
    color: stderr.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
  };
}

/** Complete when it returns, so that output survives an exit; a reader that has gone (`| head`) is no error. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}
