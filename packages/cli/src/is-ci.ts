/** Whether this is a CI run, as every CI service says it. Nothing that came with the commit is believed there. */
export function isCI(): boolean {
  const { CI = "" } = process.env;
  return CI !== "" && CI !== "false" && CI !== "0";
}
