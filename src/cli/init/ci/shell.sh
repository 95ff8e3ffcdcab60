#!/bin/sh
zh|# 检查、生成、打包，给自己的服务器、定时任务和别的 CI 用：sh ci.sh
zh|# 结果：check.md 是检查的摘要，changes.json 列出变了的文件，site.tar.gz 是整个网站。
zh|# 要有网站将来的网址，先写 BASE_URL=https://…，不写就照 site.yaml。
en|# Checks, builds and packs, for your own server, timer or another CI: sh ci.sh
en|# It leaves check.md, a summary; changes.json, the files that changed; and
en|# site.tar.gz, the whole site. BASE_URL says where the site will stand; without it,
en|# site.yaml does.
set -eu
cd "$(dirname "$0")"
zh|# 改成 huibian 代码所在的网址。
en|# Put here where the source of huibian is.
: "${HUIBIAN_REPOSITORY:=https://example.org/huibian.git}"
command -v huibian > /dev/null || cargo install --locked --git "$HUIBIAN_REPOSITORY" huibian
huibian check --format markdown > check.md || true
zh|# 有错误就停下；警告也不放过，就加 --deny warning。
en|# Errors stop here; to let warnings stop too, add --deny warning.
huibian check
huibian build ${BASE_URL:+--base-url "$BASE_URL"} --changes changes.json
huibian verify public
tar -czf site.tar.gz -C public .
