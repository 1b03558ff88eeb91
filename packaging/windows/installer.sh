#!/usr/bin/env bash
# The installer, signed where a certificate is at hand.  Not run so far.
# CERTIFICATE: base64 of a .pfx; PASSWORD: its password.  Without them the installer is made unsigned, and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
version="$(python -c 'import iago_desktop; print(iago_desktop.__version__)')"
compiler="/c/Program Files (x86)/Inno Setup 6/ISCC.exe"
arguments=("//DVersion=$version")
if [ -n "${CERTIFICATE:-}" ]; then
    file="$(mktemp --suffix .pfx)"
    trap 'rm -f "$file"' EXIT
    base64 --decode <<<"$CERTIFICATE" >"$file"
    sign="signtool.exe sign /f \$q$(cygpath -w "$file")\$q /p \$q$PASSWORD\$q /fd sha256 /tr http://timestamp.digicert.com /td sha256 \$f"
    arguments+=("//DSigned" "//Ssigntool=$sign")
else
    echo "not signed: WINDOWS_CERTIFICATE is not set" >&2
fi
"$compiler" "${arguments[@]}" packaging/windows/iago-desktop.iss
