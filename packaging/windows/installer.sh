#!/usr/bin/env bash
# The installer; it and both programs signed where a certificate is at hand.  Not run so far.
# CERTIFICATE: base64 of a .pfx; PASSWORD: its password.  Without them everything is made unsigned, and says so:
# SmartScreen then warns of an unknown publisher until somebody confirms.
set -euo pipefail
cd "$(dirname "$0")/../.."
export MSYS2_ARG_CONV_EXCL='*' # arguments that begin with a slash are switches here, not paths
version="$(python -c 'import iago_desktop; print(iago_desktop.__version__)')"
compiler="/c/Program Files (x86)/Inno Setup 6/ISCC.exe"
clock="http://timestamp.digicert.com" # a signature without a time ends with its certificate
arguments=("/DVersion=$version")
if [ -n "${CERTIFICATE:-}" ]; then
    file="$(mktemp --suffix .pfx)"
    trap 'rm -f "$file"' EXIT
    base64 --decode <<<"$CERTIFICATE" >"$file"
    key="$(cygpath -w "$file")"
    kits="/c/Program Files (x86)/Windows Kits/10/bin"
    tool="$(find "$kits" -path '*/x64/signtool.exe' | sort -V | tail -1)"
    # First what is installed, then, by Inno Setup, what installs and removes it.
    "$tool" sign /f "$key" /p "$PASSWORD" /fd sha256 /tr "$clock" /td sha256 \
        dist/iago-desktop/iago-desktop.exe dist/iago-desktop/iago-registry.exe
    command="\$q$(cygpath -w "$tool")\$q sign /f \$q$key\$q /p \$q$PASSWORD\$q /fd sha256 /tr $clock /td sha256 \$f"
    arguments+=("/DSigned" "/Ssigntool=$command")
    python packaging/package.py again
else
    echo "not signed: WINDOWS_CERTIFICATE is not set" >&2
fi
"$compiler" "${arguments[@]}" packaging/windows/iago-desktop.iss
