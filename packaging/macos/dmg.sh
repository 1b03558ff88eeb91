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
    # From the inside out: --deep would leave out what lies beside the program, and give libraries its rights.
    seal=(codesign --force --options runtime --timestamp --sign "$IAGO_MAC_IDENTITY")
    find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -exec "${seal[@]}" {} +
    find "$app/Contents" -type d -name '*.framework' -exec "${seal[@]}" {} +
    "${seal[@]}" --entitlements packaging/macos/entitlements.plist "$app"
    codesign --verify --deep --strict "$app"
else
    echo "not signed: IAGO_MAC_IDENTITY is not set" >&2
    codesign --force --deep --sign - "$app" # a seal without a name: without any it counts as damaged
fi
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
ditto "$app" "$stage/$(basename "$app")" # keeps links and signatures as they are
ln -s /Applications "$stage/Applications"
hdiutil create -volname "IAGO Desktop $version" -srcfolder "$stage" -ov -format UDZO "$image"
if [ -n "${IAGO_MAC_IDENTITY:-}" ] && [ -n "${IAGO_MAC_NOTARY:-}" ]; then
    codesign --timestamp --sign "$IAGO_MAC_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$IAGO_MAC_NOTARY" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
