# shellcheck shell=bash
# What ./vigil and ./test share: finding the .NET SDK and the system packages, and building once at a time. Sourced, not run; needs $root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export NPM_CONFIG_UPDATE_NOTIFIER=false

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Finds dotnet on the PATH or where the installers put it, and tells it to programs that look for DOTNET_ROOT.
find_dotnet() {
    local place folder
    if ! command -v dotnet >/dev/null; then
        for place in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
            if [ -x "$place/dotnet" ]; then
                PATH=$place:$PATH
                break
            fi
        done
    fi
    if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet >/dev/null; then
        folder=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
        if [ -d "$folder/shared" ]; then export DOTNET_ROOT=$folder; fi
    fi
}

need_sdk() {
    find_dotnet
    if dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then return; fi
    say "Vigil is built with the .NET SDK 10.0, which was not found (looked on the PATH, in ~/.dotnet and in /usr/share/dotnet)."
    say "Debian has no package of it. This command installs it into ~/.dotnet, where it will be found:"
    die "    wget -qO- https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
}

# Prints the Debian packages that the .NET SDK needs and this machine lacks.
missing_packages() {
    local libraries
    libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 0
    case $libraries in *libssl.so.3*) ;; *) echo libssl3 ;; esac
    case $libraries in *libstdc++.so.6*) ;; *) echo libstdc++6 ;; esac
    case $libraries in *libsqlite3.so.0*) ;; *) echo libsqlite3-0 ;; esac
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -n "${SSL_CERT_FILE:-}" ] || echo ca-certificates
    [ -e /usr/share/zoneinfo/Europe/Berlin ] || echo tzdata
}

# Installs the missing system packages where that is allowed; otherwise says which and how, and stops.
need_packages() {
    local missing as_root=
    command -v apt-get >/dev/null || return 0
    missing=$(missing_packages | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || die "Missing system packages: $missing. Install them with:" \
            $'\n'"    sudo apt-get install -y --no-install-recommends $missing"
        as_root=sudo
    fi
    say "Installing system packages: $missing"
    # shellcheck disable=SC2086
    { $as_root apt-get -qq update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing; } >&2 ||
        die "That failed. The one command to run as root: apt-get install -y $missing"
}

# Parquet files are read through a native library that comes as a Node package; everything else works without it.
fetch_parquet_reader() {
    [ -x "$root/eng/fetch-duckdb" ] || return 0
    if ! command -v npm >/dev/null; then
        say "Note: npm (Node 20) was not found, so Parquet files cannot be read; every other format can."
    elif ! "$root/eng/fetch-duckdb" >&2; then
        say "Note: the Parquet reader could not be fetched (above), so Parquet files cannot be read; every other format can."
    fi
}

# What the command line in artifacts/ was built from; written by whoever built it.
stamp=$root/artifacts/vigil.stamp

# A sum over the names, times and sizes of everything that the program is built from: changed, new and deleted files change it.
fingerprint() {
    (cd -- "$root" && find src eng Directory.* global.json vigil -name node_modules -print -prune -o -type f -printf '%p %T@ %s\n') |
        LC_ALL=C sort | cksum
}

# The built console; what it was built from is written beside it.
console=$root/artifacts/console
console_stamp=$root/artifacts/console.stamp

console_fingerprint() {
    (cd -- "$root/console" && find . \( -name node_modules -o -name dist -o -name e2e -o -name .tsbuildinfo \) -prune -o \
        -type f -printf '%p %T@ %s\n') | LC_ALL=C sort | cksum
}

console_is_current() {
    [ -f "$console/index.html" ] && [ -r "$console_stamp" ] && [ "$(<"$console_stamp")" = "$(console_fingerprint)" ]
}

have_node() { command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]; }

# Fetches the console's packages, as its lock file has them, unless they are there.
install_console_packages() {
    local lock=$root/console/package-lock.json installed=$root/console/node_modules/.vigil.stamp
    if [ -r "$installed" ] && [ "$(<"$installed")" = "$(cksum <"$lock")" ]; then return; fi
    (cd -- "$root/console" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) 9>&- || return 1
    cksum <"$lock" >"$installed"
}

# Builds the console into artifacts/console, whole or not at all.
build_console() {
    local sources
    rm -f "$console_stamp"
    sources=$(console_fingerprint)
    install_console_packages || return 1
    (cd -- "$root/console" && npm run --silent build) 9>&- || return 1
    rm -rf "$console"
    cp -r "$root/console/dist" "$console" || return 1
    printf '%s\n' "$sources" >"$console_stamp"
}

# Finds Chromium, installs it where that is allowed; prints the program, or nothing.
find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name"; then return; fi
    done
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing Chromium for the tests in the browser…"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium; } >&2 || true
        command -v chromium || true
    fi
}

# Runs dotnet with settings under which nothing lingers and no locale data is needed. The log is shown only when it fails.
quietly_dotnet() {
    local log status=0
    log=$(mktemp)
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false \
        dotnet "$@" >"$log" 2>&1 9>&- || status=$?
    # Each error stands in the log twice, as it happens and in the summary.
    [ "$status" = 0 ] || awk 'NF && !seen[$0]++' "$log" >&2
    rm -f "$log"
    return "$status"
}

# One build at a time in this checkout; released by unlock or when the shell ends.
lock() {
    mkdir -p "$root/artifacts" 2>/dev/null && : 2>/dev/null >>"$root/artifacts/build.lock" ||
        die "Cannot write to $root/artifacts, so Vigil cannot be built there. Clone it where you may write."
    exec 9>>"$root/artifacts/build.lock"
    flock 9
}

unlock() { exec 9>&-; }
