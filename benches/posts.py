#!/usr/bin/env python3
"""Splits a folder of texts into posts of about 600 characters and writes them as a CSV table.

Usage: benches/posts.py FOLDER POSTS TABLE [ERRORS]
Goes round the folder as often as it takes. ERRORS wrong forms are put into as many posts.
"""
import csv
import datetime
import pathlib
import re
import sys

folder, wanted, table = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
errors = int(sys.argv[4]) if len(sys.argv) > 4 else 0
columns = ["要闻", "公告", "县区动态", "政策解读", "政务公开"]
editors = ["李明", "王芳", "赵强", "刘洋", "陈静"]
files = [path for path in sorted(folder.rglob("*.md")) if path.is_file()]
texts = [path.read_text(encoding="utf-8", errors="replace").split("\n") for path in files]


def posts():
    lines, size = [], 0
    while True:
        for text in texts:
            for line in text:
                # Posts are HTML; what was markup in the text would be told of as left over.
                line = re.sub(r"<[^>]*>|[*#`]|!?\[[^]]*\]\([^)]*\)?", "", line).strip().replace("<", "&lt;")
                if not line:
                    continue
                lines.append(line)
                size += len(line)
                if size >= 600:
                    yield lines
                    lines, size = [], 0


with open(table, "w", newline="", encoding="utf-8") as out:
    rows = csv.writer(out)
    rows.writerow(["编号", "标题", "正文", "发布时间", "栏目", "作者", "责任编辑", "链接"])
    first = datetime.date(2024, 1, 1)
    for number, lines in zip(range(wanted), posts()):
        day = first + datetime.timedelta(days=number * 365 // wanted)
        # A number of its own keeps a post that comes round again from being the same.
        body = [f"<p>{line}</p>" for line in lines] + [f"<p>第{number}号稿件。</p>"]
        if errors and number % max(1, wanted // errors) == 0:
            body.append("<p>会议要求认真布署下一阶段工作。</p>")
        rows.writerow([number, lines[0][:30], "\n".join(body), f"{day} 09:00", columns[number % 5], "通讯员",
                       editors[number % 7 % 5], f"https://www.example.org/p/{number}.html"])
