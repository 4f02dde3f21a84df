/** What weir starts and validates with. This is the only file that knows a version or a checksum of it. */

export type ToolName = "kustomize" | "kubeconform";

export interface Pin {
  readonly name: string;
  /** As the tool and its Go module spell it: `v5.8.2`. */
  readonly version: string;
  /** What `go install` builds. */
  readonly package: string;
  /** Release archive, a tar.gz with the program at its top: `{version}`, `{os}` and `{arch}` are filled in. */
  readonly archive: string;
  /** SHA-256 of that archive by platform (`linux/amd64`). A platform that is not here is built by Go instead. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Makes the program print its version. */
  readonly printVersion: readonly string[];
}

export const pins: Readonly<Record<ToolName, Pin>> = {
  kustomize: {
    name: "kustomize",
    version: "v5.8.2",
    package: "sigs.k8s.io/kustomize/kustomize/v5",
    archive:
      "https://github.com/kubernetes-sigs/kustomize/releases/download/kustomize%2F{version}/kustomize_{version}_{os}_{arch}.tar.gz",
    // As Argo CD pins the same release: github.com/argoproj/argo-cd, hack/installers/checksums/kustomize_5.8.2_*.sha256.
    sha256: {
      "linux/amd64": "06af0a202c2b831207d0173f9c9cdb1b30abceca0747cb3fbb72792d26055c95",
      "linux/arm64": "0991957191951cb7dddd142403b5bb98a1fcd6378ba0079dddc1e2c309080a7f",
      "darwin/amd64": "1ee90e851535f13b21b5fb69a24a6e843da13ca7aa52538e345ce7c15471ef47",
      "darwin/arm64": "4ce452c096a4005be16ddc02129255830d1d6605ffe3693699c72a1b2be48658",
    },
    printVersion: ["version"],
  },
  kubeconform: {
    name: "kubeconform",
    version: "v0.8.0",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    archive: "https://github.com/yannh/kubeconform/releases/download/{version}/kubeconform-{os}-{arch}.tar.gz",
    // As Hermit's package list took them from the release's CHECKSUMS: github.com/ncalibey/hermit-packages and
    // github.com/thinkerstew/hermit-packages, kubeconform.hcl; both agree.
    sha256: {
      "linux/amd64": "9bc2bffbf71f261128533edaf912153948b7ff238f9a531ae6d34466ec287883",
      "linux/arm64": "1f53fc8e81258197a35e8603054162a5af1de8c5af13746c71ab680d9534ed87",
      "darwin/amd64": "71dbc87ac9f24099a62b93570e65aa06312ba6ac8aea63b7f86e9d999edf5a92",
      "darwin/arm64": "f84f4dfbebf4a6b0b230385fa065a39ea35e02608c2b50d025dcf64775a69d67",
    },
    printVersion: ["-v"],
  },
};

/** Go modules that scripts/schemas.ts makes schemas/ from; Go's checksum database verifies them. */
export const schemaSources = {
  kubernetes: ["v1.31.14", "v1.32.13", "v1.33.13", "v1.34.4", "v1.35.4", "v1.36.3"],
  /** Custom resources: the folder of their definitions, and the kinds that weir makes, each in the version that it makes. */
  custom: [
    {
      module: "github.com/argoproj/argo-cd/v3",
      version: "v3.6.1",
      folder: "manifests/crds",
      kinds: ["Application/v1alpha1", "ApplicationSet/v1alpha1", "AppProject/v1alpha1"],
    },
    {
      module: "github.com/external-secrets/external-secrets",
      version: "v1.3.2",
      folder: "config/crds/bases",
      kinds: ["ExternalSecret/v1"],
    },
    {
      module: "github.com/prometheus-operator/prometheus-operator",
      version: "v0.85.0",
      folder: "example/prometheus-operator-crd",
      kinds: ["PrometheusRule/v1", "ServiceMonitor/v1"],
    },
    {
      module: "sigs.k8s.io/gateway-api",
      version: "v1.5.1",
      folder: "config/crd/standard",
      kinds: ["Gateway/v1", "GatewayClass/v1", "HTTPRoute/v1"],
    },
  ],
} as const;

/** The version that is wanted and how to get it, for whoever does not have it. */
export function wanted(pin: Pin): { version: string; get: string } {
  return {
    version: `${pin.name} ${pin.version}`,
    get: `Put it on PATH, for example with \`go install ${pin.package}@${pin.version}\`.`,
  };
}
