/** Makes a function that runs tasks, at most `atOnce` of them at a time, in the order they came. */
export function limit(atOnce: number): <Value>(task: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      // Whoever waits longest gets this place; nobody new can take it in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
