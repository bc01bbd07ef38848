#!/bin/sh
# 审校：提交之前检查暂存的稿件。由 shenjiao hook install 写入，用 shenjiao hook uninstall 删除。
fallback=
for shenjiao in shenjiao "$fallback"; do
    if command -v "$shenjiao" >/dev/null 2>&1; then
        exec "$shenjiao" check --staged
    fi
done
echo "提交之前的审校没有运行：找不到 shenjiao。请装好后再提交；不再用它，请删除 $0。" >&2
exit 1
