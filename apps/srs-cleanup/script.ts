/**
 * What the CronJob runs. Only HLS segments and playlists go, and what an unfinished recording left behind: finished
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
