#!/usr/bin/env bash
# On a building machine: the certificate into a keychain of its own, then the image.  Not run so far.
# The names of the secrets stand in .github/workflows/build.yml; without them the image is made unsigned.
set -euo pipefail
cd "$(dirname "$0")/../.."
version="$(python -c 'import iago_desktop; print(iago_desktop.__version__)')"
if [ -n "${CERTIFICATE:-}" ]; then
    keychain="$RUNNER_TEMP/iago.keychain-db"
    secret="$(uuidgen)"
    base64 --decode <<<"$CERTIFICATE" >"$RUNNER_TEMP/iago.p12"
    security create-keychain -p "$secret" "$keychain"
    security unlock-keychain -p "$secret" "$keychain"
    security import "$RUNNER_TEMP/iago.p12" -k "$keychain" -P "$PASSWORD" -T /usr/bin/codesign
    security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain"
    security list-keychains -d user -s "$keychain" login.keychain-db
    rm "$RUNNER_TEMP/iago.p12"
fi
if [ -n "${NOTARY_ID:-}" ]; then
    export IAGO_MAC_NOTARY=iago
    xcrun notarytool store-credentials "$IAGO_MAC_NOTARY" \
        --apple-id "$NOTARY_ID" --team-id "$NOTARY_TEAM" --password "$NOTARY_PASSWORD"
fi
exec packaging/macos/dmg.sh "$version"
