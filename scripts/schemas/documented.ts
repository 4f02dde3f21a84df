import type { CustomResource } from "./convert.ts";

/** A custom resource whose publisher documents it and serves no definition of it to Go's proxy. */
interface Documented {
  /** What the schema says it was made from. */
  readonly source: string;
  readonly resource: CustomResource;
  readonly version: string;
}

const text = { type: "string" };
const certificateRef = {
  type: "object",
  properties: { certificateID: text, certificateName: text, folderID: text },
};

export const documented: readonly Documented[] = [
  {
    // Yandex Cloud's documentation: en/_gwin-ref/yccertificate.md.
    source: "Gwin's reference of YCCertificate",
    version: "v1",
    resource: {
      kind: "CustomResourceDefinition",
      spec: {
        group: "gwin.yandex.cloud",
        names: { kind: "YCCertificate" },
        versions: [
          {
            name: "v1",
            schema: {
              openAPIV3Schema: {
                type: "object",
                required: ["spec"],
                properties: {
                  apiVersion: text,
                  kind: text,
                  metadata: { type: "object" },
                  spec: { type: "object", required: ["certificateRef"], properties: { certificateRef } },
                },
              },
            },
          },
        ],
      },
    },
  },
];
