#!/usr/bin/env bash
# Prove the README on a machine that holds nothing: make a fresh Debian 12 with python3 only, put the
# last commit in it, and run both commands of the README there, as root.
#
#   tests/clean_machine.sh [COMMIT]      needs root, debootstrap and git; removes what it made
#
# How this machine reaches Debian's archive and the package index is taken over from its own apt and
# pip settings, lent to the new root read-only, so nothing about it is written here.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=${1:-HEAD}
root=$(mktemp --directory "${TMPDIR:-/tmp}/amends-clean-XXXXXX")
lent=()

fail() {
    echo "clean machine: $*" >&2
    exit 1
}

give_back() {
    for ((i = ${#lent[@]} - 1; i >= 0; i--)); do
        umount "${lent[i]}" || umount --lazy "${lent[i]}"
    done
    lent=()
    rm --recursive --force --one-file-system "$root"
}
trap give_back EXIT

# lend PATH [PLACE]: show a file or folder of this machine, read-only, at the same place in the root.
lend() {
    [[ -e $1 ]] || return 0
    local place=$root${2:-$1}
    if [[ -d $1 ]]; then mkdir --parents "$place"; else
        mkdir --parents "$(dirname "$place")"
        touch "$place"
    fi
    mount --bind "$1" "$place"
    mount -o remount,bind,ro "$place"
    lent+=("$place")
}

timed() {
    local started=$SECONDS
    "$@"
    echo "== ${*: -2}: $((SECONDS - started)) s"
}

inside() {
    chroot "$root" /usr/bin/env --ignore-environment "${settings[@]}" \
        HOME=/srv PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@" </dev/null
}

((EUID == 0)) || fail "needs root for debootstrap and chroot"
for tool in debootstrap git; do
    command -v "$tool" >/dev/null || fail "needs $tool; type: apt-get install $tool"
done

# Debian's archive as this machine reaches it: the address that apt itself would use.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' \
    | head --lines=1)
started=$SECONDS
debootstrap --variant=minbase --include=python3 bookworm "$root" ${mirror:+"$mirror"} \
    >"$root.log" 2>&1 || fail "debootstrap failed; see $root.log"
rm "$root.log"
echo "== a bare Debian: $((SECONDS - started)) s"

mount --bind /dev "$root/dev" && lent+=("$root/dev")
mount -t proc proc "$root/proc" && lent+=("$root/proc")
lend /etc/resolv.conf
lend /etc/hosts
lend /etc/apt
lend /usr/share/keyrings
lend /etc/pip.conf
lend /etc/xdg/pip
lend "${XDG_CONFIG_HOME:-$HOME/.config}/pip" /srv/.config/pip

# The certificates this machine trusts, beside those that the new root will install for itself.
lend "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" /etc/ssl/lent.crt
settings=()
[[ -e $root/etc/ssl/lent.crt ]] && settings+=("PIP_CERT=/etc/ssl/lent.crt")
while IFS= read -r -d '' setting; do
    settings+=("$setting")
done < <(env --null | grep --null-data --extended-regexp '^((HTTPS?|NO)_PROXY|(https?|no)_proxy)=')

checkout=/srv/checkout
mkdir "$root$checkout"
git archive "$commit" | tar --extract --directory "$root$checkout"

inside sh -c '! command -v pip && ! command -v git && ! python3 -c "import ensurepip" 2>/dev/null' \
    || fail "the new root is not bare"
timed inside "$checkout/run" demo
timed inside "$checkout/run" demo
timed inside "$checkout/run" test
