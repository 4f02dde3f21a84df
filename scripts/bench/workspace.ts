import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A workspace of environments like srs-prod, each with a namespace, a load balancer and storage of its own. */
export function writeWorkspace(repository: string, root: string, environments: number): void {
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const read = (path: string) => readFileSync(join(repository, path), "utf8");
  for (const file of ["clusters/ack-zhangjiakou.yaml", "fleets/srs.yaml"]) write(file, read(file));
  const prod = read("environments/srs-prod/environment.yaml");
  for (let number = 1; number <= environments; number++) {
    const name = `live-${number}`;
    const file = prod
      .replace("srs-prod-namespace", name)
      .replace("path: /srs-prod", `path: /${name}`)
      .replace(/lb-[a-z0-9]+/, `lb-bench${number}`);
    write(`environments/${name}/environment.yaml`, file);
  }
}

/** Changes one value of one environment, back and forth. */
export function changeOneValue(root: string): void {
  const path = join(root, "environments/live-1/environment.yaml");
  const text = readFileSync(path, "utf8");
  const next = text.includes("replicas: 1\n")
    ? text.replace("replicas: 1\n", "replicas: 4\n")
    : text.replace("replicas: 4\n", "replicas: 1\n");
  if (next === text) throw new Error("the environment has no replicas to change");
  writeFileSync(path, next);
}
