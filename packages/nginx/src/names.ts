import { header } from "@weir/kubernetes/generated";
import { type Directive, directive, said } from "./config.ts";

/**
 * nginx looks up the names of other servers when it needs them, so that it starts before they do and finds them again at
 * another address. For that it has to be told the name server, which no file can know beforehand, and it does not complete
 * names as everybody else in the pod does: both are in the pod's /etc/resolv.conf, where the start script takes them from.
 */
const namesFile = "/tmp/names.conf";

const ownDomain = "$own_domain";
const serviceDomain = "$service_domain";

/** A Service's full name, in this namespace or another. */
export function hostOf(service: string, namespace?: string): string {
  return namespace ? `${service}.${namespace}.${serviceDomain}` : `${service}.${ownDomain}`;
}

/** What nginx.conf needs for it, in `http`. */
export const namesDirectives: readonly Directive[] = [
  said("The name server and the domains of the pod, from its /etc/resolv.conf.", directive("include", namesFile)),
  directive("resolver_timeout", "2s"),
];

/**
 * Writes that file and becomes what it is given. An address of IPv6 has brackets there. Answers are kept for five seconds at
 * most: an origin that restarts has another address. For the shell and the awk of any variant of the image.
 */
export const startScript = `${header}
# sh start.sh PROGRAM [ARGUMENT...]
# Tells nginx, which does not look there itself, what is in /etc/resolv.conf: the name server, and how names go on.
awk '
  $1 == "nameserver" { servers = servers " " ($2 ~ /:.*:/ ? "[" $2 "]" : $2) }
  $1 == "search" { own = services = $2; sub(/^[^.]*\\./, "", services) }
  END {
    if (servers == "" || own == "") {
      print "/etc/resolv.conf has no name server or no search domain." > "/dev/stderr"
      exit 1
    }
    print "resolver" servers " valid=5s;"
    print "map \\"\\" ${ownDomain} { default " own "; }"
    print "map \\"\\" ${serviceDomain} { default " services "; }"
  }
' /etc/resolv.conf > ${namesFile} || exit 1
exec "$@"
`;
