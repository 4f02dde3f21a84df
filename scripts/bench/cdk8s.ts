// The same number of resources by cdk8s: an edge's ConfigMap, Deployment, Service and so on in turn, one chart per
// environment, written as YAML. Objects are plain (ApiObject), the fastest that cdk8s offers.
import { readFileSync } from "node:fs";
import { ApiObject, App, Chart } from "cdk8s";

const [models, outdir] = process.argv.slice(2) as [string, string];
const environments: object[][] = JSON.parse(readFileSync(models, "utf8"));
const app = new App({ outdir });
environments.forEach((objects, number) => {
  const chart = new Chart(app, `environment-${number}`);
  objects.forEach((object, index) => {
    new ApiObject(chart, `object-${index}`, object as ConstructorParameters<typeof ApiObject>[2]);
  });
});
app.synth();
