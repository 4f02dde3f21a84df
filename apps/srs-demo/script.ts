/**
 * What each container runs, its URL as `$1`: nothing that a person wrote becomes part of the script. ffmpeg plays the
 * sample over and over and ends only when the server goes; then it tries again, also while the server is not there yet.
 * The sample is called as SRS's documentation calls it, or as in images of the article's time.
 * A shell that is a container's first process ignores SIGTERM unless it traps it, and traps wait for what runs in front.
 */
export const publishScript = `trap 'kill "$!"; wait "$!"; exit 0' TERM
sample=doc/source.flv
[ -f "$sample" ] || sample=doc/source.200kbps.768x320.flv
while :; do
  ffmpeg -nostdin -hide_banner -loglevel warning -stream_loop -1 -re -i "$sample" -c copy -f flv -flvflags no_duration_filesize "$1" &
  wait "$!"
  echo "$1 ended, again in 3 seconds" >&2
  sleep 3 &
  wait "$!"
done
`;
