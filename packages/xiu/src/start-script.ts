import { header } from "@weir/kubernetes/generated";

/**
 * What a container of xiu runs; the same text for everybody, for bash as it is in the image (docker/Dockerfile of
 * harlanc/xiu: ubuntu, with neither curl nor wget). It makes up for what xiu lacks, all of it seen with 0.14.0:
 * - Its RTMP listener ends for good when no further file can be opened (rtmp 0.6.6, rtmp.rs), and runtimes of containers
 *   may allow 1024 (containerd 2). The script allows as many as it may, up to 65536.
 * - As a container's first process xiu ignores SIGTERM. As a child of this script it ends at once.
 * - A wrong configuration ends 0.14 with exit code 0, which looks like work that is done. The script ends with 1.
 * - It has no drain. SIGTERM waits until nobody watches any more, for at most DRAIN seconds.
 * - A pull that once finds no origin never pulls again, while all ports answer. Then nobody listens for relay commands,
 *   and the API says so when it is told to stop a relay that does not exist. The script starts xiu anew, unless somebody
 *   still watches a stream that moves, and not before the origin takes connections. The container goes on: all edges lose
 *   their pull at once, and their restarts would leave no pod ready, and later ones minutes apart.
 * - A stream whose origin went away stays for ever, and viewers hang on it, also when its publisher comes back. So does
 *   one that was asked for before anybody published it. The script ends a stream that got no byte between two looks: an
 *   origin drops a publisher who is silent for 2 seconds, so nothing is coming.
 * - A push that once finds its edge away never pushes again, and an edge that was restarted gets no stream that runs.
 *   Only the publisher's coming back, or the origin's restart, would help, and either cuts everybody: the script says so.
 */
export const startScript = `${header}# bash start.sh PROGRAM CONFIG API_PORT DRAIN [pull ORIGIN PORT | push EDGES PORT] [SECONDS]
program=$1 config=$2 api=$3 drain=$4 relay=\${5-} peer=\${6-} port=\${7-} every=\${8-5}
set -o pipefail
declare -A before=()

say() { echo "weir: $*"; }

# METHOD PATH [JSON]: the body of xiu's answer. Fails when none comes.
ask() {
  local answer body=\${3-}
  {
    printf '%s %s HTTP/1.0\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n%s' \\
      "$1" "$2" "\${#body}" "$body" >&3
    answer=$(timeout 3 cat <&3) || return
  } 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$api" || return
  echo "\${answer##*$'\\r\\n'}"
}

# For each stream its publisher's id, the bytes it got so far, its viewers, and how many of them are at PORT: edges. No
# name can pretend to be one of these keys: JSON writes a quote within text as \\".
streams() {
  ask GET /api/query_whole_streams | awk -v edge='"remote_address":"[^"]*:'"$port"'"' '
    function after(text, key) { return substr(text, index(text, key) + length(key)) }
    {
      count = split($0, streams, /"publisher":/)
      for (i = 2; i <= count; i++) {
        split(after(streams[i], "\\"id\\":\\""), id, /"/)
        split(after(streams[i], "\\"total_recv_bytes\\":"), bytes, /[,}]/)
        viewers = after(streams[i], "\\"subscribers\\":")
        print id[1], bytes[1], split(viewers, parts, /"sub_type":/) - 1, split(viewers, parts, edge) - 1
      }
    }'
}

# Sets \`still\`, the streams that got nothing since the last look, \`watched\`, the viewers of the others, and \`short\`, the
# streams that do not reach every edge.
look() {
  local now id bytes viewers edges
  now=$(streams) || return
  still=() watched=0 short=0
  local -A seen=()
  while read -r id bytes viewers edges; do
    [[ $id ]] || continue
    [[ $relay != push || $edges -ge $peer ]] || short=$((short + 1))
    seen[$id]=$bytes
    if [[ \${before[$id]-} == "$bytes" ]]; then still+=("$id"); else watched=$((watched + viewers)); fi
  done < <(echo "$now")
  before=()
  for id in "\${!seen[@]}"; do before[$id]=\${seen[$id]}; done
}

pull_is_dead() { [[ $(ask POST /api/stop_relay_stream '{"id":"weir","relay_type":"Pull"}') == *'"error_code":-1'* ]]; }

origin_answers() { timeout 2 bash -c ': <>"/dev/tcp/$0/$1"' "$peer" "$port" 2>/dev/null; }

guard_pull() {
  local dead id
  while sleep "$every"; do
    look || continue
    dead=
    pull_is_dead && dead=yes
    [[ $dead || \${#still[@]} -gt 0 ]] || continue
    if ! origin_answers; then
      say "$peer:$port takes no connection; streams that stand still are left until it does."
      continue
    fi
    for id in "\${still[@]}"; do
      say "A stream got nothing for $every s; it ends, so that its viewers come back and it is pulled anew."
      ask POST /api/kick_off_client "{\\"uuid\\":\\"$id\\"}" >/dev/null
    done
    if [[ $dead && $watched -gt 0 ]]; then
      say "The pull is dead: no further stream can be fetched. A restart waits until those who watch others have left: $watched."
    elif [[ $dead ]]; then
      say "The pull is dead, and nobody watches: xiu is started anew."
      kill -USR1 $$
    fi
  done
}

guard_push() {
  local last=0 said=
  while sleep "$every"; do
    look || continue
    # A stream that has just begun is on its way.
    if [[ $short -gt 0 && $last -gt 0 && ! $said ]]; then
      say "Not every stream reaches all $peer edges: one was away when it began, and xiu does not push to it again."
      say "The stream's publisher has to come back; where that does not help, this server has to be restarted."
      said=yes
    fi
    [[ $short -gt 0 ]] || said=
    last=$short
  done
}

allow_files() {
  local files
  files=$(ulimit -H -n)
  [[ $files != unlimited && $files -lt 65536 ]] || files=65536
  [[ $(ulimit -S -n) == unlimited || $(ulimit -S -n) -ge $files ]] || ulimit -S -n "$files"
}

restart() {
  again=yes
  kill "$xiu"
}

stop() {
  stopping=yes
  local end=$((SECONDS + drain))
  while ((SECONDS < end)) && kill -0 "$xiu" 2>/dev/null; do
    look && [[ $watched -eq 0 ]] && break
    sleep 2
  done
  kill "$xiu" 2>/dev/null
}

allow_files
again=yes stopping=
trap restart USR1
trap stop TERM
if [[ $relay ]]; then
  "guard_$relay" &
  trap "kill $! 2>/dev/null" EXIT
fi
while [[ $again && ! $stopping ]]; do
  again=
  "$program" -c "$config" &
  xiu=$!
  while :; do
    wait "$xiu"
    code=$?
    kill -0 "$xiu" 2>/dev/null || break
  done
done
if [[ $stopping ]]; then exit 0; fi
say "xiu has ended by itself, with exit code $code. With 0 or 101 its configuration is wrong: see above."
exit 1
`;
