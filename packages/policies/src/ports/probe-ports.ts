import type { IContainer, IProbe } from "kubernetes-models/v1";
import type { Policy } from "../policy.ts";

export const probePorts: Policy = {
  id: "ports/probe-ports",
  title: "A probe asks a port that its container has.",
  why: "The probe never succeeds: the pod gets no viewers, or is restarted under those it has.",
  remedy: "name a port of the same container.",
  severity: "error",
  check: ({ workloads }) =>
    workloads.flatMap(({ app, object, template }) =>
      template.spec.containers.flatMap((container) =>
        probesOf(container).flatMap(([probe, { tcpSocket, httpGet }]) => {
          const port = (tcpSocket ?? httpGet)?.port;
          const known = container.ports?.some(({ name, containerPort }) => port === name || port === containerPort);
          return port === undefined || known
            ? []
            : [
                {
                  app,
                  object,
                  what: `has a ${probe} on port ${port}, which container ${container.name} does not have.`,
                },
              ];
        }),
      ),
    ),
};

function probesOf({ startupProbe, readinessProbe, livenessProbe }: IContainer): [string, IProbe][] {
  return Object.entries({ startupProbe, readinessProbe, livenessProbe }).filter(
    (entry): entry is [string, IProbe] => entry[1] !== undefined,
  );
}
