#!/usr/bin/env python3
"""Opens a report in Chromium as a reader would: time to interactive, filters, keyboard, phone width, no request, no error.

Usage: benches/report_page.py REPORT.html [FOLDER for screenshots]   (needs playwright and a chromium on the path)
"""
import pathlib
import shutil
import sys
import time

from playwright.sync_api import sync_playwright

report = pathlib.Path(sys.argv[1]).resolve().as_uri()
shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def shot(page, name, **options):
    if shots:
        page.screenshot(path=shots / f"{name}.png", **options)


with sync_playwright() as tools:
    browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors, requests = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    begun = time.monotonic()
    page.goto(report)
    page.wait_for_function("document.documentElement.classList.contains('js') && document.querySelectorAll('#findings li').length > 0")
    page.fill("#f-text", "布署")
    print(f"opened and answering after {time.monotonic() - begun:.2f} s")
    page.fill("#f-text", "")
    page.wait_for_timeout(300)
    shot(page, "desktop")
    everything = page.inner_text("#count")
    for select in ["f-gate", "f-severity", "f-rule", "f-month", "f-column"]:
        values = page.eval_on_selector_all(f"#{select} option", "options => options.map(option => option.value)")
        if len(values) > 1:
            page.select_option(f"#{select}", values[1])
            text = page.inner_text("#count")
            print(f"{select}: {text}")
            if len(values) > 2:
                assert text != everything, select
            page.click("button[type=reset]")
            page.wait_for_timeout(50)
            assert page.inner_text("#count") == everything
    page.fill("#f-text", "没有这样的字")
    page.wait_for_timeout(300)
    assert page.inner_text("#count").startswith("0 处"), page.inner_text("#count")
    page.click("button[type=reset]")
    for order in ["order", "new", "rule", "grave"]:
        page.select_option("#f-sort", order)
    if page.locator("#pager button:has-text('下一页')").is_visible():
        first = page.inner_text("#findings li >> nth=0")
        page.locator("#pager button:has-text('下一页')").press("Enter")
        assert page.inner_text("#findings li >> nth=0") != first
    page.locator("#list").scroll_into_view_if_needed()
    shot(page, "list")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "f-text"
    page.locator("#findings button:has-text('审校单')").first.press("Enter")
    page.wait_for_selector("#sheet:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "sheet-back"
    shot(page, "sheet")
    page.pdf(path=shots / "sheet.pdf", prefer_css_page_size=True) if shots else None
    page.keyboard.press("Escape")
    page.wait_for_selector("#report:not([hidden])")
    page.pdf(path=shots / "report.pdf", prefer_css_page_size=True) if shots else None
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "wider than a phone"
    page.evaluate("scrollTo(0, 0)")
    shot(page, "phone")
    page.locator("#list").scroll_into_view_if_needed()
    shot(page, "phone-list")
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(report)
    assert plain.locator("#findings li").count() > 0 and plain.locator(".numbers li").count() > 0
    assert requests == [report], requests
    assert errors == [], errors
    browser.close()
print("no console errors, no requests, filters, pages, keys and phone width work, readable without script")
