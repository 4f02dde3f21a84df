/**
 * One pass. Only HLS segments and playlists go, and what an unfinished recording left behind: finished
 * recordings (*.flv, *.mp4) and the console's own files match no pattern. Patterns are quoted, or the shell would
 * expand them; -mmin counts minutes, where -mtime +3 means four days; -mindepth keeps the volume's own folder.
 *
 * @param minutes how old a file is when it goes
 */
export function cleanupScript(folder: string, minutes: number): string {
  // Servers remove their own segments meanwhile: a file that has gone by itself is no error.
  const find = `find ${folder} -ignore_readdir_race -mindepth 1 -mmin +${minutes}`;
  const names = temporary.map((name) => `-name '${name}'`).join(" -o ");
  return [
    "failed=0",
    `${find} -type f \\( ${names} \\) -print -delete || failed=1`,
    `${find} -depth -type d -empty -print -delete || failed=1`,
    "exit $failed",
    "",
  ].join("\n");
}

/** As SRS names them (srs_app_hls.cpp, srs_app_dvr.cpp); `.tmp` and `.temp` while it writes. */
const temporary = ["*.ts", "*.ts.tmp", "*.m3u8", "*.m3u8.temp", "*.flv.tmp", "*.mp4.tmp"];

/**
 * One pass a day, for a Deployment, in the zone of the variable TZ. It waits in the background: a shell that is a
 * container's first process would look at SIGTERM only when what runs in front of it has ended. A time that a day does
 * not have, because clocks are put forward over it, waits for the next day.
 *
 * @param at time of day: `04:30`
 */
export function loopScript(folder: string, minutes: number, at: string): string {
  return `trap 'kill "$!"; exit 0' TERM
while :; do
  now=$(date +%s)
  today=$(date +%F)
  next=$((now + 86400))
  for ahead in 0 1 2; do
    day=$(date -d "$today 12:00 $ahead day" +%F)
    time=$(date -d "$day ${at}" +%s) && [ "$time" -gt "$now" ] && next=$time && break
  done
  echo "Next pass: $(date -d "@$next")"
  sleep "$((next - now))" &
  wait "$!"
  (
${cleanupScript(folder, minutes).trimEnd().replace(/^/gm, "    ")}
  ) &
  wait "$!" || echo "Some files could not be removed; the next pass tries again." >&2
done
`;
}
