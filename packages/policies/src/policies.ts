import { onePortEach } from "./addresses/one-port-each.ts";
import { oneOwner } from "./names/one-owner.ts";
import { bothSides } from "./network/both-sides.ts";
import type { Policy } from "./policy.ts";
import { probePorts } from "./ports/probe-ports.ts";
import { servicePorts } from "./ports/service-ports.ts";
import { uniquePorts } from "./ports/unique-ports.ts";
import { existingReferences } from "./references/existing-references.ts";
import { requestWithinLimit } from "./resources/request-within-limit.ts";
import { disjointSelectors } from "./selectors/disjoint-selectors.ts";
import { matchingSelectors } from "./selectors/matching-selectors.ts";

/** Every policy, in the order of their ids. */
export const policies: readonly Policy[] = [
  onePortEach,
  oneOwner,
  bothSides,
  probePorts,
  servicePorts,
  uniquePorts,
  existingReferences,
  requestWithinLimit,
  disjointSelectors,
  matchingSelectors,
];
