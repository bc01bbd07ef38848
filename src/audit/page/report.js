"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { posts, findings, rules, bases, gates, severities, fields } = data;
  // A post: title, date, column, author, editor, url, place, id, hanzi, errors, warnings, infos.
  const P = { title: 0, date: 1, column: 2, author: 3, editor: 4, url: 5, place: 6, id: 7, hanzi: 8, errors: 9, warnings: 10, infos: 11 };
  // A finding: post, field, line, column, rule, gate, severity, text, message, suggestions, basis, before, after.
  const F = { post: 0, field: 1, line: 2, column: 3, rule: 4, gate: 5, severity: 6, text: 7, message: 8, suggestions: 9, basis: 10, before: 11, after: 12 };
  const PER_PAGE = 50;
  const MOST_PRINTED = 2000;
  const get = (id) => document.getElementById(id);
  const month = (post) => post[P.date].slice(0, 7);
  document.documentElement.classList.add("js");

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const link = (url, text) => {
    if (!/^https?:\/\//i.test(url)) return null;
    const anchor = make("a", "", text);
    anchor.href = url;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  };
  const sentence = (finding) =>
    make("div", "sentence", finding[F.before], make("mark", "", finding[F.text]), finding[F.after]);
  const place = (finding) => `${fields[finding[F.field]]} 第 ${finding[F.line]} 行第 ${finding[F.column]} 字`;
  const debounce = (run) => {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(run, 120); };
  };

  const findingItem = (finding) => {
    const post = posts[finding[F.post]];
    const severity = severities[finding[F.severity]];
    const item = make("li", severity.id, sentence(finding));
    item.append(make("p", "what", make("span", `tag ${severity.id}`, severity.label), make("span", "tag", gates[finding[F.gate]]), finding[F.message]));
    const meta = make("p", "meta");
    if (finding[F.basis] >= 0) meta.append(`依据：${bases[finding[F.basis]]}`, make("br"));
    const title = post[P.title] || post[P.place];
    meta.append(link(post[P.url], title) || title);
    for (const part of [post[P.date], post[P.column], post[P.editor] || post[P.author], place(finding), post[P.place], rules[finding[F.rule]]]) {
      if (part) meta.append(`　${part}`);
    }
    meta.append("　", sheetButton(finding[F.post]));
    item.append(meta);
    return item;
  };
  const sheetButton = (number) => {
    const button = make("button", "", "审校单");
    button.type = "button";
    button.addEventListener("click", () => { location.hash = `sheet-${number}`; });
    return button;
  };

  // A list in pages: what is chosen by `choose` is shown by `item`.
  const paged = (list, pager, count, describe, item) => {
    let chosen = [];
    let page = 0;
    const show = (from, to) => list.replaceChildren(...chosen.slice(from, to).map(item));
    const draw = () => {
      const pages = Math.max(1, Math.ceil(chosen.length / PER_PAGE));
      page = Math.min(page, pages - 1);
      show(page * PER_PAGE, (page + 1) * PER_PAGE);
      const turn = (text, to) => {
        const button = make("button", "", text);
        button.type = "button";
        button.disabled = to < 0 || to >= pages || to === page;
        button.addEventListener("click", () => {
          page = to;
          draw();
          list.scrollIntoView();
          const same = [...pager.querySelectorAll("button")].find((other) => other.textContent === text);
          if (same && !same.disabled) same.focus();
        });
        return button;
      };
      pager.replaceChildren(turn("首页", 0), turn("上一页", page - 1), make("span", "", `第 ${page + 1} / ${pages} 页`), turn("下一页", page + 1), turn("末页", pages - 1));
      pager.hidden = pages === 1;
      count.textContent = describe(chosen.length);
    };
    return {
      set(next) { chosen = next; page = 0; draw(); },
      draw,
      all() { show(0, MOST_PRINTED); count.textContent = describe(chosen.length) + (chosen.length > MOST_PRINTED ? `，打印前 ${MOST_PRINTED} 处` : ""); },
    };
  };

  const options = (select, values) => {
    for (const [value, text] of values) {
      const option = make("option", "", text);
      option.value = value;
      select.append(option);
    }
  };
  const counted = (of) => {
    const counts = new Map();
    for (const finding of findings) {
      const key = of(finding);
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    return counts;
  };
  const byCount = (counts, name) => [...counts].sort((a, b) => b[1] - a[1]).map(([key, count]) => [key, `${name(key)}（${count}）`]);

  const list = paged(get("findings"), get("pager"), get("count"), (number) => `${number} 处，共 ${findings.length} 处`, findingItem);
  const families = (finding) => rules[finding[F.rule]].split("/")[0];
  options(get("f-gate"), [...counted((f) => f[F.gate])].sort((a, b) => a[0] - b[0]).map(([key, count]) => [key, `${gates[key]}（${count}）`]));
  options(get("f-severity"), [...counted((f) => f[F.severity])].sort((a, b) => a[0] - b[0]).map(([key, count]) => [key, `${severities[key].label}（${count}）`]));
  options(get("f-rule"), [
    ...byCount(counted(families), (key) => `${key}：全部`).map(([key, text]) => [`${key}/`, text]),
    ...byCount(counted((f) => rules[f[F.rule]]), (key) => key).slice(0, 300),
  ]);
  options(get("f-month"), [...counted((f) => month(posts[f[F.post]]))].sort().map(([key, count]) => [key || "-", `${key || "日期不详"}（${count}）`]));
  options(get("f-column"), byCount(counted((f) => posts[f[F.post]][P.column]), (key) => key || "没有注明").map(([key, text]) => [key || "\u0000", text]));

  const orders = {
    order: () => 0,
    grave: (a, b) => a[F.severity] - b[F.severity] || a[F.gate] - b[F.gate],
    new: (a, b) => (posts[a[F.post]][P.date] < posts[b[F.post]][P.date] ? 1 : posts[a[F.post]][P.date] > posts[b[F.post]][P.date] ? -1 : 0),
    rule: (a, b) => (rules[a[F.rule]] < rules[b[F.rule]] ? -1 : rules[a[F.rule]] > rules[b[F.rule]] ? 1 : 0),
  };
  const choose = () => {
    const value = (id) => get(id).value;
    const text = value("f-text").trim().toLowerCase();
    const [gate, severity, rule, chosenMonth, column] = ["f-gate", "f-severity", "f-rule", "f-month", "f-column"].map(value);
    const wanted = (finding) => {
      const post = posts[finding[F.post]];
      const name = rules[finding[F.rule]];
      return (gate === "" || finding[F.gate] === Number(gate))
        && (severity === "" || finding[F.severity] === Number(severity))
        && (rule === "" || (rule.endsWith("/") ? name.startsWith(rule) : name === rule))
        && (chosenMonth === "" || (month(post) || "-") === chosenMonth)
        && (column === "" || (post[P.column] || "\u0000") === column)
        && (text === "" || [finding[F.before] + finding[F.text] + finding[F.after], finding[F.message], post[P.title], name].some((part) => part.toLowerCase().includes(text)));
    };
    list.set(findings.filter(wanted).sort(orders[value("f-sort")]));
  };
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  get("filters").addEventListener("change", choose);
  get("f-text").addEventListener("input", debounce(choose));
  get("filters").addEventListener("reset", () => setTimeout(choose));

  const postItem = (number) => {
    const post = posts[number];
    const title = post[P.title] || post[P.place];
    const meta = [post[P.date], post[P.column], post[P.author], post[P.editor], `${post[P.hanzi]} 字`, `错误 ${post[P.errors]}、警告 ${post[P.warnings]}、提示 ${post[P.infos]}`, post[P.place]];
    return make("li", "", link(post[P.url], title) || title, make("p", "meta", meta.filter(Boolean).join("　"), "　", sheetButton(number)));
  };
  const postList = paged(get("post-list"), get("p-pager"), get("p-count"), (number) => `${number} 篇，共 ${posts.length} 篇`, postItem);
  const choosePosts = () => {
    const text = get("p-text").value.trim().toLowerCase();
    const found = get("p-found").checked;
    const wanted = (post) => (!found || post[P.errors] + post[P.warnings] + post[P.infos] > 0)
      && (text === "" || [P.title, P.column, P.author, P.editor, P.place].some((part) => post[part].toLowerCase().includes(text)));
    const chosen = [];
    posts.forEach((post, number) => { if (wanted(post)) chosen.push(number); });
    postList.set(chosen);
  };
  get("post-filters").addEventListener("submit", (event) => event.preventDefault());
  get("post-filters").addEventListener("change", choosePosts);
  get("p-text").addEventListener("input", debounce(choosePosts));

  const fillSheet = (number) => {
    const post = posts[number];
    const facts = [["标题", post[P.title]], ["发布日期", post[P.date]], ["栏目", post[P.column]], ["作者", post[P.author]], ["责任编辑", post[P.editor]], ["稿件", post[P.place]], ["链接", post[P.url]], ["汉字", String(post[P.hanzi])], ["审核日期", data.date]];
    get("sheet-facts").replaceChildren(...facts.filter(([, value]) => value).map(([name, value]) => make("tr", "", make("th", "", name), make("td", "", link(value, value) || value))));
    const own = findings.filter((finding) => finding[F.post] === number);
    get("sheet-note").textContent = own.length === 0 ? "没有发现问题。" : `共 ${own.length} 处。`;
    get("sheet-rows").replaceChildren(...own.map((finding, index) => {
      const severity = severities[finding[F.severity]];
      return make("tr", "", make("td", "n", String(index + 1)), make("td", "", make("span", `tag ${severity.id}`, severity.label)),
        make("td", "", sentence(finding), make("span", "meta", place(finding))), make("td", "", finding[F.message]),
        make("td", "", finding[F.basis] >= 0 ? bases[finding[F.basis]] : ""), make("td", ""));
    }));
  };
  let scrolled = 0;
  const route = () => {
    const wanted = /^#sheet-(\d+)$/.exec(location.hash);
    const number = wanted && Number(wanted[1]) < posts.length ? Number(wanted[1]) : null;
    const wasOpen = !get("sheet").hidden;
    if (number !== null) {
      if (!wasOpen) scrolled = scrollY;
      fillSheet(number);
    }
    get("report").hidden = number !== null;
    get("sheet").hidden = number === null;
    if (number !== null) {
      scrollTo(0, 0);
      get("sheet-back").focus();
    } else if (wasOpen) {
      scrollTo(0, scrolled);
    }
  };
  addEventListener("hashchange", route);
  get("sheet-back").addEventListener("click", () => { location.hash = "list"; });
  get("sheet-print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => list.all());
  addEventListener("afterprint", () => list.draw());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !get("sheet").hidden) get("sheet-back").click();
    if (event.key === "/" && get("sheet").hidden && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      get("f-text").focus();
    }
  });

  choose();
  choosePosts();
  if (data.single && !location.hash) location.hash = "sheet-0";
  else route();
})();
