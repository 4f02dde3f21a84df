import type { Io } from "@weir/cli/command";
import { allPrograms, howToGet, missingPrograms, packageOf, xiuFolder, xiuVersion } from "@weir/tools/live-programs";
import { follow, quiet } from "../gate/run-program.ts";

/**
 * Gets the programs that live tests ask, where that is possible here: xiu by cargo into a folder outside of the tree,
 * the others by apt-get for root.
 *
 * @returns what is still missing, each with what would get it
 */
export async function getPrograms({ err, progress }: Pick<Io, "err" | "progress">): Promise<string[]> {
  const { WEIR_XIU: ownXiu } = process.env;
  if (missingPrograms(["xiu"]).length > 0 && !ownXiu) {
    err(`Building xiu ${xiuVersion} into ${xiuFolder}: once, 10 to 20 minutes.\n`);
    const { exitCode, output } = await follow(quiet`cargo install xiu@${xiuVersion} --root ${xiuFolder}`, progress);
    if (exitCode !== 0) err(output);
  }
  const packages = missingPrograms(allPrograms).flatMap((name) => packageOf(name) ?? []);
  if (packages.length > 0 && process.getuid?.() === 0) {
    err(`Installing ${packages.join(", ")}.\n`);
    await follow(quiet`apt-get update`, progress);
    const { exitCode, output } = await follow(quiet`apt-get install -y --no-install-recommends ${packages}`, progress);
    if (exitCode !== 0) err(output);
  }
  const build = ownXiu
    ? `WEIR_XIU=${ownXiu} is no program`
    : `cargo install xiu@${xiuVersion} --root ${xiuFolder}; cargo is part of Rust`;
  return missingPrograms(allPrograms).map((name) => `${name} (${name === "xiu" ? build : howToGet(name)})`);
}
