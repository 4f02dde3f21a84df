import { header } from "@weir/kubernetes/generated";

/**
 * Completes xiu.toml with what tokens are made of: xiu reads neither environment variables nor a second file. Runs before
 * xiu, in its image; KEY, PASSWORD and PUSH_PASSWORD come from a Secret, and git never sees them.
 */
export const secretScript = `${header}# bash secret.sh CONFIG TARGET NEEDED, where NEEDED is KEY or PASSWORD
config=$1 target=$2 needed=$3
LC_ALL=C

refuse() {
  echo "weir: $*"
  exit 1
}

[[ \${!needed-} ]] || refuse "The Secret has no \${needed,,}, of which tokens are made. Add it to the Secret."
for name in KEY PASSWORD PUSH_PASSWORD; do
  [[ \${!name-} != *[!A-Za-z0-9._~-]* ]] ||
    refuse "The Secret's \${name,,} may hold letters, digits and - . _ ~ only: it is part of URLs. Choose another."
done

umask 077
{
  cat "$config"
  printf '\\n[authsecret]\\nkey = "%s"\\npassword = "%s"\\n' "\${KEY-}" "\${PASSWORD-}"
  [[ ! \${PUSH_PASSWORD-} ]] || printf 'push_password = "%s"\\n' "$PUSH_PASSWORD"
} >"$target"
`;
