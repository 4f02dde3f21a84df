import type { Policy } from "../policy.ts";

export const uniquePorts: Policy = {
  id: "ports/unique-ports",
  title: "A pod has each port and each port name once, between 1 and 65535.",
  why: "Two listeners on one port: the second does not start, and its viewers get nothing.",
  remedy: "give each listener a port and a name of its own.",
  severity: "error",
  check: ({ workloads, services }) => [
    ...workloads.flatMap(({ app, object, template }) => {
      const ports = template.spec.containers.flatMap(({ ports = [] }) => ports);
      return [
        ...repeated(ports.map(({ containerPort, protocol = "TCP" }) => `${containerPort}/${protocol}`)),
        ...repeated(ports.flatMap(({ name }) => name ?? [])),
        ...ports.map(({ containerPort }) => containerPort).filter((port) => port < 1 || port > 65535),
      ].map((port) => ({ app, object, what: `has the container port ${port} twice or out of range.` }));
    }),
    ...services.flatMap(({ app, object }) => {
      const ports = object.spec?.ports ?? [];
      return [
        ...repeated(ports.map(({ port, protocol = "TCP" }) => `${port}/${protocol}`)),
        ...repeated(ports.flatMap(({ name }) => name ?? [])),
        ...ports.map(({ port }) => port).filter((port) => port < 1 || port > 65535),
      ].map((port) => ({ app, object, what: `has the port ${port} twice or out of range.` }));
    }),
  ],
};

function repeated(words: readonly string[]): string[] {
  return [...new Set(words.filter((word, index) => words.indexOf(word) !== index))];
}
