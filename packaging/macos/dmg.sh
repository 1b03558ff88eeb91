#!/usr/bin/env bash
# Signs the bundle where a certificate is at hand, and puts it into a disk image.  Not run so far.
#     packaging/macos/dmg.sh 0.1.0
# IAGO_MAC_IDENTITY: "Developer ID Application: ..."; IAGO_MAC_NOTARY: a keychain profile of notarytool.
# Without them the image is made unsigned, and says so: macOS then opens it by "Open" in the context menu only.
set -euo pipefail
cd "$(dirname "$0")/../.."
version="${1:?say which version}"
app="dist/IAGO Desktop.app"
image="dist/iago-desktop-$version.dmg"
if [ -n "${IAGO_MAC_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp \
        --entitlements packaging/macos/entitlements.plist --sign "$IAGO_MAC_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    echo "not signed: IAGO_MAC_IDENTITY is not set" >&2
fi
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "IAGO Desktop $version" -srcfolder "$stage" -ov -format UDZO "$image"
if [ -n "${IAGO_MAC_IDENTITY:-}" ] && [ -n "${IAGO_MAC_NOTARY:-}" ]; then
    codesign --timestamp --sign "$IAGO_MAC_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$IAGO_MAC_NOTARY" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
