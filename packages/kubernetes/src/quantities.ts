const exponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binaryPrefixes = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/**
 * A Kubernetes quantity (apimachinery, pkg/api/resource) as a number of cores or bytes: `500m` is 0.5, `1Gi`
 * 1073741824. Undefined for what no cluster accepts.
 */
export function parseQuantity(text: string): number | undefined {
  const match = /^([-+]?(?:\d+\.?\d*|\.\d+))(?:[eE]([-+]?\d+)|([KMGTPE]i)|([numkMGTPE]?))$/.exec(text);
  if (match === null) return undefined;
  const [, digits, exponent, binary, decimal = ""] = match;
  if (binary !== undefined) return Number(digits) * 1024 ** (binaryPrefixes.indexOf(binary) + 1);
  return Number(`${digits}e${exponent ?? exponents[decimal]}`);
}
