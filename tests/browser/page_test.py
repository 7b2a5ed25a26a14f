"""The HTML page of a comparison in Chromium: sizes, keyboard, roles, print, and documents that mean harm.

PARALLAX_SCREENSHOTS=FOLDER keeps a picture of everything that is looked at.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

from playwright.sync_api import sync_playwright  # noqa: E402

from pair import BIN, Pair, SAMPLES, clean_environment  # noqa: E402
from stubs import BUILD, v1  # noqa: E402

AXE = BUILD / "browser_axe" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"phone": (320, 640), "desktop": (1280, 900)}
# A table that says of three economies what a hostile page would. Markup that Markdown itself takes out is written as
# references, so that it reaches the page as text.
HOSTILE = """| Economy | Industrial policy | Key period |
|---|---|---|
| South Korea | &lt;script&gt;document.title="ran"&lt;/script&gt; &lt;img src=x onerror="document.title='ran'"&gt; | since 1962 |
| Japan | \u202eevil\u202c \u2067hidden\u2069 &lt;b&gt; "><svg/onload=document.title='ran'> [x](javascript:alert(1)) | since 1949 |
| Taiwan | LONGWORD | since 1973 |
""".replace("LONGWORD", "a" * 10_000)


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair().__enter__()
        cls.addClassCleanup(cls.pair.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.environment = {**clean_environment(),
                           "PARALLAX_INGEST_ADDRESS": cls.pair.ingest_service.address,
                           "PARALLAX_QUERY_ADDRESS": cls.pair.query_service.address}
        token = cls.ingest(str(SAMPLES))
        cls.page_file = cls.render("page.html", token, "economies", "South Korea", "Hong Kong", "Taiwan", "Japan",
                                   "United States", "China")
        (cls.folder / "hostile.md").write_text(HOSTILE)
        token = cls.ingest(str(cls.folder / "hostile.md"), "--collection", "hostile")
        cls.hostile_file = cls.render("hostile.html", token, "economies", "KR", "JP", "TW", "--collection", "hostile",
                                      "--title", "<script>document.title='ran'</script>")
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def cli(cls, *arguments):
        return subprocess.run([BIN / "parallax", *arguments], check=True, capture_output=True, text=True, timeout=60,
                              env=cls.environment).stdout

    @classmethod
    def ingest(cls, *arguments):
        if "--collection" in arguments:
            cls.cli("collections", "create", arguments[-1])
        return cls.cli("ingest", *arguments).split("token: ")[1].strip()

    @classmethod
    def render(cls, name, token, *arguments):
        path = cls.folder / name
        path.write_text(cls.cli("render", *arguments, "--token", token))
        return path

    def open(self, path, width, height, scheme="light", **options):
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        self.addCleanup(context.close)
        page = context.new_page()
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    def keep(self, page, name, **options):
        folder = os.environ.get("PARALLAX_SCREENSHOTS")
        if folder:
            page.screenshot(path=pathlib.Path(folder) / f"{name}.png", **options)

    def test_fits_every_width_in_light_and_dark_and_asks_for_nothing(self):
        for file in (self.page_file, self.hostile_file):
            for name, (width, height) in WIDTHS.items():
                for scheme in ("light", "dark"):
                    page = self.open(file, width, height, scheme)
                    self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
                    self.assertEqual(self.requests, [file.as_uri()])
                    self.assertEqual(self.complaints, [])
                    self.keep(page, f"{file.stem}_{name}_{scheme}", full_page=True)

    def test_documents_that_mean_harm_are_text(self):
        page = self.open(self.hostile_file, *WIDTHS["desktop"])
        page.wait_for_timeout(200)
        self.assertIn("<script>", page.title())
        self.assertEqual(page.locator("script, img, iframe, .matrix a").count(), 0)
        self.assertIn('<script>document.title="ran"</script>', page.locator(".matrix").inner_text())
        self.assertNotIn("\u202e", page.content())
        self.assertNotIn("\u2067", page.content())
        # The policy holds against what would get through all the same.
        page.evaluate("() => { const s = document.createElement('script');"
                      " s.textContent = 'document.title = \"ran\"'; document.body.append(s); }")
        self.assertNotEqual(page.title(), "ran")

    def test_passages_open_by_key_and_by_tap_and_close_again(self):
        page = self.open(self.page_file, *WIDTHS["desktop"])
        self.assertEqual(page.locator(".notes li:visible").count(), 0)
        reference = page.locator(".matrix .ref").first
        reference.focus()
        page.keyboard.press("Enter")
        note = page.locator("li:popover-open")
        self.assertEqual(note.count(), 1)
        self.assertRegex(note.inner_text(), r"bytes \d+–\d+")
        self.assertGreater(note.locator("blockquote").count(), 0)
        self.keep(page, "note_desktop")
        page.keyboard.press("Escape")
        self.assertEqual(page.locator("li:popover-open").count(), 0)
        # Every passage can be reached by Tab alone, and where one is shows.
        page.evaluate("document.activeElement.blur()")
        reached = 0
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.ref')"):
                reached += 1
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
                self.assertGreaterEqual(float(outline.removesuffix("px")), 2)
        self.assertGreater(reached, 10)
        phone = self.open(self.page_file, *WIDTHS["phone"], has_touch=True)
        phone.locator(".matrix .ref").nth(2).tap()
        self.assertEqual(phone.locator("li:popover-open").count(), 1)
        self.keep(phone, "note_phone")

    def test_is_a_table_to_who_hears_it_at_any_width(self):
        for width, height in WIDTHS.values():
            page = self.open(self.page_file, width, height)
            table = page.get_by_role("table")
            self.assertEqual(table.count(), 1)
            self.assertEqual(table.get_by_role("columnheader").count(), 6)
            rows = table.get_by_role("rowheader").count()
            self.assertGreater(rows, 2)
            self.assertEqual(page.locator("tbody td[role=cell]").count(), 6 * rows)
            self.assertEqual(page.get_by_role("heading", level=1).count(), 1)
            self.assertGreater(page.locator("[lang|=zh]").count(), 0)

    def test_prints_whole_with_its_passages(self):
        page = self.open(self.page_file, *WIDTHS["desktop"])
        page.emulate_media(media="print")
        notes = page.locator(".notes li")
        self.assertEqual(page.locator(".notes li:visible").count(), notes.count())
        self.keep(page, "print", full_page=True)
        pdf = page.pdf(prefer_css_page_size=True)
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.assertGreater(pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page "), 0)

    def test_axe_finds_nothing(self):
        if not AXE.exists():
            self.skipTest("axe-core is not here")
        for file in (self.page_file, self.hostile_file):
            for (width, height), scheme in zip(WIDTHS.values(), ("dark", "light")):
                page = self.open(file, width, height, scheme, bypass_csp=True)
                page.add_script_tag(path=str(AXE))
                page.locator(".all input").check()  # the notes too
                found = page.evaluate("axe.run()")
                self.assertEqual([(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]], [])
                self.assertGreater(len(found["passes"]), 20)

    def test_moves_nothing_for_who_wants_no_motion(self):
        page = self.open(self.page_file, *WIDTHS["desktop"], reduced_motion="reduce")
        page.locator(".matrix .ref").first.click()
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector(':popover-open')).animationName"), "none")


if __name__ == "__main__":
    unittest.main(verbosity=2)
