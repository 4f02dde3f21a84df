import type { IProbe } from "kubernetes-models/v1";

/** What a probe does; the rest of it is when and how often. */
type Check = Pick<IProbe, "tcpSocket"> | Pick<IProbe, "httpGet"> | Pick<IProbe, "exec">;

/** Asks whether a port, by number or name, takes a connection. */
export function tcp(port: number | string): Check {
  return { tcpSocket: { port } };
}

/** Asks for a path and takes any status below 400 for a yes. */
export function http(path: string, port: number | string): Check {
  return { httpGet: { path, port } };
}

/** Runs a program in the container and takes exit code 0 for a yes. What it prints otherwise is in the pod's events. */
export function exec(...command: string[]): Check {
  return { exec: { command } };
}

/** Every second from the start, so that a pod serves as soon as it can; a minute is far beyond any server here. */
export function startupProbe(check: Check): IProbe {
  return { ...check, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 1 };
}

/** Ten seconds of silence take a pod out of its Service: new viewers go elsewhere, connected ones stay. */
export function readinessProbe(check: Check): IProbe {
  return { ...check, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 2 };
}

/** A restart cuts every viewer of the pod, so it takes a minute of silence: a busy server may miss a few answers. */
export function livenessProbe(check: Check): IProbe {
  return { ...check, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 };
}
