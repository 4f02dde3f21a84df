/** Where nginx listens: above 1024, as it does not run as root. */
export interface NginxPorts {
  readonly http: NamedPort;
  /** Only with a certificate. */
  readonly https: NamedPort;
}

interface NamedPort {
  /** The container port's name, which a Service's port has too. */
  readonly name: string;
  readonly number: number;
}

/** In a pod of its own. */
export const ownPorts: NginxPorts = { http: { name: "http", number: 8080 }, https: { name: "https", number: 8443 } };

/** Beside SRS, which has 8080 of the same pod. */
export const sidecarPorts: NginxPorts = {
  http: { name: "hls", number: 8081 },
  https: { name: "hls-https", number: 8444 },
};

/** Where the image's own configuration has its files, and so people look for them. */
export const documentRoot = "/usr/share/nginx/html";
