import { oneHostEach } from "./addresses/one-host-each.ts";
import { onePortEach } from "./addresses/one-port-each.ts";
import { fitsKind } from "./names/fits-kind.ts";
import { oneOwner } from "./names/one-owner.ts";
import { allowList } from "./network/allow-list.ts";
import { bothSides } from "./network/both-sides.ts";
import { openDoors } from "./network/open-doors.ts";
import { usedDoors } from "./network/used-doors.ts";
import type { Policy } from "./policy.ts";
import { probePorts } from "./ports/probe-ports.ts";
import { servicePorts } from "./ports/service-ports.ts";
import { uniquePorts } from "./ports/unique-ports.ts";
import { existingReferences } from "./references/existing-references.ts";
import { monitoredServices } from "./references/monitored-services.ts";
import { routeBackends } from "./references/route-backends.ts";
import { fitsNode } from "./resources/fits-node.ts";
import { requestWithinLimit } from "./resources/request-within-limit.ts";
import { withinQuota } from "./resources/within-quota.ts";
import { minWithinMax } from "./scaling/min-within-max.ts";
import { oneDecides } from "./scaling/one-decides.ts";
import { disjointSelectors } from "./selectors/disjoint-selectors.ts";
import { matchingSelectors } from "./selectors/matching-selectors.ts";
import { keptSegments } from "./storage/kept-segments.ts";
import { writtenClaims } from "./storage/written-claims.ts";

/** Every policy, in the order of their ids. */
export const policies: readonly Policy[] = [
  oneHostEach,
  onePortEach,
  fitsKind,
  oneOwner,
  allowList,
  bothSides,
  openDoors,
  usedDoors,
  probePorts,
  servicePorts,
  uniquePorts,
  existingReferences,
  monitoredServices,
  routeBackends,
  fitsNode,
  requestWithinLimit,
  withinQuota,
  minWithinMax,
  oneDecides,
  disjointSelectors,
  matchingSelectors,
  keptSegments,
  writtenClaims,
];
