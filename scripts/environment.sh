# Sourced by the scripts beside it: goes to the repository's root and makes `uv` available.
# uv lives in an environment of its own, because `uv sync` removes from .venv what is not locked.

uv_version=0.13.9

section() {
  printf '\n== %s\n' "$1"
}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

has_postgres() {
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v python3 >/dev/null || fail "There is no python3; install it with: apt-get install python3 python3-venv"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "Python 3.11 or later is needed; python3 here is $(python3 -V)."

if ! build/uv/bin/uv --version 2>/dev/null | grep -q "^uv $uv_version\b"; then
  section "uv $uv_version"
  rm -rf build/uv
  python3 -m venv build/uv \
    || fail "Python cannot make an environment; install its module with: apt-get install python3-venv"
  build/uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi

uv=$PWD/build/uv/bin/uv
export UV_PYTHON_DOWNLOADS=never
# The environment is .venv here, whatever environment the caller is in.
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT
