import { header } from "@weir/kubernetes/generated";

/**
 * Whether xiu still does its work; what it prints when not is in the pod's events. The RTMP listener ends for good when
 * it once cannot accept (rtmp/src/rtmp.rs), with a line in the log. GET / answers even when the part that knows the
 * streams is stuck, so the question is one that goes to it.
 */
export const aliveScript = `${header}# bash alive.sh PORT... API_PORT
fail() {
  echo "$*"
  exit 1
}

for port; do
  timeout 2 bash -c ': <>"/dev/tcp/127.0.0.1/$0"' "$port" 2>/dev/null || fail "Port $port takes no connection."
done
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /api/query_whole_streams?top=0 HTTP/1.0\\r\\n\\r\\n' >&3
timeout 2 grep -q '^HTTP/1.[01] 200' <&3 || fail "The API is silent: no stream can begin, and nobody can join one."
`;
