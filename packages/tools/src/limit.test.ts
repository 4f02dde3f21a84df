import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { limit } from "./limit.ts";

test("runs as many tasks at once as it may, in the order they came", async () => {
  const inTurn = limit(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (number: number) => async () => {
    started.push(number);
    most = Math.max(most, ++running);
    await sleep(5);
    running -= 1;
    return number * 10;
  };
  expect(await Promise.all([0, 1, 2, 3, 4].map((number) => inTurn(task(number))))).toEqual([0, 10, 20, 30, 40]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test("goes on after a task that failed", async () => {
  const inTurn = limit(1);
  const failed = inTurn(() => Promise.reject(new Error("no")));
  const next = inTurn(async () => "yes");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("yes");
  expect(await inTurn(async () => "again")).toBe("again");
});
