#!/usr/bin/env bash
# Stands for huibian in the control of the harness: its `build` breaks the
# promise that content/fault names, and the harness must tell.
set -u
command=$1
while (($#)); do
  case $1 in
  --source) publication=$2 ;;
  --output) site=$2 ;;
  esac
  shift
done
[[ $command == build ]] || exit 0
home=$(dirname "$publication")

mkdir -p "$site/reports"
for page in index reports/a; do echo '<!doctype html><html lang="en"><title>pwned</title><p id="a">' >"$site/$page.html"; done
: >"$site/favicon.ico"
page() { echo "$1" >>"$site/reports/a.html"; }

case $(<"$publication/content/fault") in
nothing) ;;
overwrites) echo more >>"$home/.bashrc" ;;
creates) echo new >"$home/outside/new" ;;
touches) touch "$home/.bashrc" ;;
'writes content') echo more >>"$publication/content/reports/a.md" ;;
reads) cat "$home/outside/secret.txt" >/dev/null ;;
prints) cat "$publication/.env" >&2 ;;
publishes) cp "$publication/.git/config" "$site/reports/x.txt" ;;
links) ln -s ../index.html "$site/x.html" ;;
'burns CPU')
  ulimit -St 9
  while :; do :; done
  ;;
'takes memory') printf -v much '%350000000s' '' ;;
hangs) exec sleep 1000 ;;
crashes)
  echo "thread 'main' panicked at src/main.rs" >&2
  exit 101
  ;;
colours) printf '\e[31m' ;;
loses) rm "$site/reports/a.html" ;;
'breaks a feed') echo '<feed><entry></feed>' >"$site/feed.xml" ;;
'runs a script') page '<script>__pwned("here"); alert("pwned"); console.error("pwned"); throw new Error("pwned")</script>' ;;
'runs a handler') page '<img src="data:image/png,x" onerror="__pwned()">' ;;
'loads a picture') page '<img src="https://hostile.invalid/x.png">' ;;
'has bad elements') page '<a href="java&#10;script:void(0)">a</a><i id="a"></i><iframe></iframe><base href="/x/"><svg><a xlink:href="data:text/html,x"></a></svg><form action="https://hostile.invalid/"></form>' ;;
esac
exit 0
