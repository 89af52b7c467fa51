# shellcheck shell=sh
# Sourced by try.sh and tests/run.sh:
#   need USE…   makes sure that the packages of these uses (first column of assets/packages) are there.
# On Debian and Ubuntu it installs what is missing, saying what; elsewhere it names the packages
# and ends the script with status 1, unless HAVE_PACKAGES is set. The caller sets `root`, the project's folder.

# packages_of SYSTEM USE… prints the packages' names on one line.
packages_of() {
	awk -v system_name="$1" -v uses="$(shift; echo " $* ")" '
		/^# use / { for (i = 2; i <= NF; i++) column[$i] = i - 1; next }
		/^#/ { next }
		index(uses, " " $1 " ") && !seen[$column[system_name]]++ && $column[system_name] != "-" {
			printf "%s%s", separator, $column[system_name]; separator = " "
		}' "${root:?}/assets/packages"
}

missing_of_debian() {
	missing=
	for package in $(packages_of debian "$@"); do
		case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) in
		*' installed') ;;
		*) missing="$missing $package" ;;
		esac
	done
	echo "$missing"
}

name_packages_and_stop() {
	cat >&2 <<-END
		covey is built from these packages. Install them, and run this again with
		HAVE_PACKAGES=1 in the environment.
		  Fedora    dnf install $(packages_of fedora "$@")
		  Arch      pacman -S $(packages_of arch "$@")
		  Alpine    apk add $(packages_of alpine "$@")
		  Homebrew  brew install $(packages_of homebrew "$@")
	END
	exit 1
}

need() {
	if [ -n "${HAVE_PACKAGES:-}" ]; then
		return
	fi
	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
		name_packages_and_stop "$@"
	fi
	missing=$(missing_of_debian "$@")
	if [ -z "$missing" ]; then
		return
	fi
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		as_root=sudo
		if ! command -v sudo >/dev/null; then
			echo "As root, run: apt-get install$missing" >&2
			exit 1
		fi
	fi
	echo "Installing what is missing:$missing"
	# shellcheck disable=SC2086 # both are lists of words
	$as_root apt-get update -q </dev/null &&
		$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null ||
		exit 1
}
