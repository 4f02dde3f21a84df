import type { Command } from "./command.ts";

/** Every command in the order of help. Each loads by itself: a run imports only the one it needs. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  generate: () => import("./commands/generate.ts"),
  validate: () => import("./commands/validate.ts"),
  render: () => import("./commands/render.ts"),
  show: () => import("./commands/show.ts"),
  new: () => import("./commands/new.ts"),
  status: () => import("./commands/status.ts"),
  doctor: () => import("./commands/doctor.ts"),
};
