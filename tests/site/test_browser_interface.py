"""The interface in Chromium, over a stand-in for the search engine: what hands, eyes and screen readers meet."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from site_samples import full_centre

from esim_help.site.plan import plan_site
from esim_help.site.theme import load_theme

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
ENGINE = r"""
window.asked = [];
const hit = (id, title, cards) => ({
  kind: 'article', id: id, lang: 'zh', title: title, answer: '答案 <b>', cards: cards,
  url: '/zh/' + id + '/', section: { heading: '步骤', anchor: 's1' }, score: 9,
  snippet: { text: '𠀀先登录再续费', highlights: [[1, 2], [5, 7]], block: cards[1] ? 'leb' : '' } });
const found = (text, outcome, hits) => ({
  query: text, lang: 'zh', outcome: outcome, confidence: 900, took_ms: 1, hits: hits,
  unstated: null, other_card: null, support: { id: 'contact', title: '怎么联系客服', url: '/zh/contact/' } });
window.esimHelp = { search: function (text, options) {
  window.asked.push([text, options]);
  const hits = [hit('renew-red', '红卡怎么续费', ['red']), hit('payment-failed', '支付失败怎么办', ['red', 'leb'])];
  const one = found(text, 'answered', hits);
  if (text === 'nothing') return Promise.resolve(found(text, 'nothing', []));
  if (text === 'broken') return Promise.reject(new Error('no network'));
  const late = found(text, 'answered', [hit('late', '迟到', [])]);
  if (text === 'late') return new Promise((done) => setTimeout(() => done(late), 300));
  if (text === 'refund') {
    one.outcome = 'unstated';
    one.unstated = { id: 'N09', question: '能退款吗？', instead: '问客服。', answer: null };
  }
  if (text === '续废' && !options.asTyped) one.corrected = { text: '续费', replaced: [['续废', '续费']] };
  if (options.typing) one.completions = [
    { text: '红卡怎么续费', id: 'renew-red', lang: 'zh' }, { text: '红卡续费要多久', id: 'renew-red', lang: 'zh' },
    { text: 'renew 红卡', id: 'renew-red', lang: 'en' }];
  if (text === 'half') one.hits = [];
  if (text === 'gift') {
    one.outcome = 'other_card';
    one.other_card = { card: 'red', article: { id: 'renew-red', title: '红卡付款方式', url: '/zh/renew-red/' } };
  }
  return Promise.resolve(one);
} };
""".encode()
Open = Callable[..., Any]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the full centre's site is served, below a folder."""
    root = tmp_path_factory.mktemp("site")
    centre = full_centre(base_url="https://help.example/help/")
    for file in plan_site(centre, load_theme({"js/search.js": ENGINE}), "search/x/").files():
        path = root / "help" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/help/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[Open]:
    """Opens a path in a fresh context; anything the page complains about fails the test."""
    contexts, complaints = [], []

    def open_path(path: str, before: str = "", **options: object) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        if before:
            page.add_init_script(before)
        page.goto(site + path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert [one for one in complaints if "404" not in one] == []


def box(page: Any) -> Any:
    return page.locator("#ui-search-box")


def titles(page: Any) -> list[str]:
    return [str(text) for text in page.locator("[role=option] .hit-title").all_inner_texts()]


def test_search_is_asked_for_nothing_before_the_box_is_used(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).focus()
    assert page.evaluate("window.asked") == []


def test_hits_appear_as_you_type_with_answer_highlights_and_badges(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).press_sequentially("续费")
    page.wait_for_selector("[role=option]")
    assert titles(page) == ["红卡怎么续费 红卡", "支付失败怎么办"]
    assert page.locator(".hit-answer").first.inner_text() == "答案 <b>"
    assert page.locator("#ui-hit-0 mark").all_inner_texts() == ["先", "续费"]
    assert page.locator(".hit-text .badge").all_inner_texts() == ["leb 卡"]
    assert page.evaluate("window.asked.slice(-1)[0]") == ["续费", {"language": "zh", "limit": 5, "typing": True}]


def test_the_keyboard_walks_through_the_hits_and_opens_one(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("续费")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-selected=true]")
    page.keyboard.press("ArrowUp")
    walk = [("ArrowDown", "ui-hit-0"), ("ArrowDown", "ui-hit-1"), ("ArrowDown", None), ("ArrowUp", "ui-hit-1")]
    walk += [("Home", "ui-hit-0"), ("End", "ui-hit-1"), ("ArrowUp", "ui-hit-0")]
    for key, active in walk:
        page.keyboard.press(key)
        assert box(page).get_attribute("aria-activedescendant") == active, key
        assert page.locator("[aria-selected=true]").count() == (1 if active else 0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/zh/renew-red/#s1")


def test_enter_searches_in_full_and_a_second_enter_opens_the_first_hit(open_page: Open) -> None:
    page = open_page("zh/contact/")
    box(page).fill("续费")
    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-selected=true]")
    assert page.evaluate("window.asked.slice(-1)[0][1].typing") is False
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/zh/renew-red/#s1")


def test_the_arrows_go_through_completions_and_hits_and_choosing_one_asks_it(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("续费")
    page.wait_for_selector("[role=option]")
    group = page.get_by_role("listbox").get_by_role("group", name="猜你想问")
    assert group.get_by_role("option").all_inner_texts() == ["红卡续费要多久", "renew 红卡"]
    assert group.get_by_role("option").nth(1).get_attribute("lang") == "en"
    walk = ["ui-completion-0", "ui-completion-1", "ui-hit-0", "ui-hit-1", None, "ui-completion-0"]
    for active in walk:
        page.keyboard.press("ArrowDown")
        assert box(page).get_attribute("aria-activedescendant") == active
    page.keyboard.press("Enter")
    page.wait_for_function("window.asked.slice(-1)[0][1].typing === false")
    assert (box(page).input_value(), page.evaluate("window.asked.slice(-1)[0][0]")) == ("红卡续费要多久",) * 2
    page.wait_for_selector("#ui-hit-0")
    assert page.locator("[id^=ui-completion]").count() == 0


def test_half_a_word_that_finds_nothing_yet_is_only_completed(open_page: Open) -> None:
    page = open_page("en/contact/")
    box(page).fill("half")
    page.wait_for_selector("[role=option]")
    assert page.locator(".panel").get_by_text("No article found").count() == 0
    sync_api.expect(page.locator(".search [role=status]")).to_have_text("Suggestions 3")
    page.keyboard.press("Enter")
    page.locator(".panel").get_by_text("No article found").wait_for()


def test_a_slip_is_said_and_one_button_leads_back(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("续废")
    way_back = page.locator(".panel").get_by_role("button", name="照原样搜索")
    way_back.wait_for()
    assert "已按“续费”搜索，而不是“续废”。" in page.locator(".panel").inner_text()
    sync_api.expect(page.locator(".search [role=status]")).to_contain_text("已按“续费”搜索，而不是“续废”。")
    way_back.focus()
    page.keyboard.press("Enter")
    way_back.wait_for(state="detached")
    wanted = {"language": "zh", "limit": 5, "typing": False, "asTyped": True}
    assert page.evaluate("window.asked.slice(-1)[0]") == ["续废", wanted]
    assert page.evaluate("document.activeElement.id") == "ui-search-box"


def test_popular_questions_stand_ready_before_anything_is_typed(open_page: Open) -> None:
    page = open_page("zh/contact/")
    box(page).focus()
    group = page.get_by_role("listbox").get_by_role("group", name="大家常问")
    assert group.get_by_role("option").first.inner_text() == "红卡怎么续费 红卡"
    assert box(page).get_attribute("aria-expanded") == "true"
    assert page.evaluate("window.asked") == []
    page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") == "ui-popular-0"
    page.keyboard.press("Escape")
    assert box(page).get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/zh/renew-red/")


def test_popular_questions_come_back_when_the_box_is_emptied(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("续费")
    page.wait_for_selector("#ui-hit-0")
    box(page).fill("")
    page.wait_for_selector("#ui-popular-0")
    assert page.locator("#ui-hit-0").count() == 0


def test_escape_closes_then_clears(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("续费")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert (box(page).get_attribute("aria-expanded"), box(page).input_value()) == ("false", "续费")
    page.keyboard.press("Escape")
    assert box(page).input_value() == ""


def test_the_box_is_a_combobox_with_a_named_list_and_a_live_count(open_page: Open) -> None:
    page = open_page("en/contact/")
    box(page).fill("renew")
    page.wait_for_selector("[role=option]")
    found = page.get_by_role("combobox", name="Search for help")
    assert found.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("listbox", name="Articles found").get_attribute("id") == found.get_attribute(
        "aria-controls"
    )
    sync_api.expect(page.locator(".search [role=status]")).to_have_text("2 articles found")
    assert page.locator("[role=option]").first.get_attribute("lang") == "zh-Hans"


def test_a_late_answer_never_replaces_a_newer_one(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("late")
    box(page).fill("续费")
    page.wait_for_selector("[role=option]")
    page.wait_for_timeout(450)
    assert "迟到" not in titles(page)


def test_nothing_is_searched_while_an_input_method_composes(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).focus()
    page.evaluate("document.activeElement.dispatchEvent(new CompositionEvent('compositionstart'))")
    page.keyboard.insert_text("xufei")
    page.keyboard.press("Enter")
    assert page.evaluate("window.asked.filter((one) => one[1].typing)") == []
    box(page).fill("续费")
    page.evaluate("document.activeElement.dispatchEvent(new CompositionEvent('compositionend'))")
    page.wait_for_selector("[role=option]")
    assert page.evaluate("window.asked.slice(-1)[0][0]") == "续费"


def test_nothing_found_offers_support_and_popular_articles(open_page: Open) -> None:
    page = open_page("zh/contact/")
    box(page).fill("nothing")
    panel = page.locator(".panel")
    panel.get_by_text("没有找到相关文章").wait_for()
    assert panel.get_by_role("link", name="怎么联系客服").get_attribute("href") == "./"
    assert panel.get_by_role("link", name="支付失败怎么办").get_attribute("href") == "../payment-failed/"


def test_what_the_guide_does_not_say_stands_above_the_hits(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("refund")
    page.wait_for_selector("[role=option]")
    assert page.locator(".panel").inner_text().index("能退款吗？") < page.locator(".panel").inner_text().index(
        "红卡怎么续费"
    )
    assert "可以这样做：问客服。" in page.locator(".said").inner_text()


def test_what_only_the_other_card_s_guide_says_is_linked(open_page: Open) -> None:
    page = open_page("zh/topics/pay/")
    box(page).fill("gift")
    page.wait_for_selector("[role=option]")
    assert "只有红卡的指南提到了这一点" in page.locator(".said").inner_text()
    assert page.locator(".said a").get_attribute("href") == "../../../zh/renew-red/"


def test_a_search_that_fails_leads_to_the_question_list(open_page: Open) -> None:
    page = open_page("zh/")
    box(page).fill("broken")
    link = page.locator(".panel a")
    link.wait_for()
    link.click()
    page.wait_for_url("**/help/zh/questions/")


def test_slash_and_ctrl_k_reach_the_box_but_not_from_a_field(open_page: Open) -> None:
    page = open_page("zh/renew-red/")
    for key in ("/", "Control+k", "Meta+k"):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "ui-search-box"
        assert box(page).input_value() == ""
    page.keyboard.press("/")
    assert box(page).input_value() == "/"
    page.locator("#ui-theme").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "ui-theme"


def test_the_chosen_card_is_remembered_shown_and_passed_to_search(open_page: Open) -> None:
    page = open_page("zh/payment-failed/")
    red, leb = page.locator(".card-block[data-for='0']"), page.locator(".card-block[data-for='1']")
    assert red.is_visible()
    assert leb.is_visible()
    page.get_by_label("leb 卡").first.check()
    assert not red.is_visible()
    assert leb.is_visible()
    box(page).fill("续费")
    page.wait_for_selector("[role=option]")
    assert page.evaluate("window.asked.slice(-1)[0][1].card") == "leb"
    page.goto(page.url.replace("payment-failed", "renew-red"))
    assert page.locator(".mismatch").is_visible()
    assert page.get_by_label("leb 卡").first.is_checked()
    page.get_by_label("不确定").check()
    assert not page.locator(".mismatch").is_visible()


def test_an_address_into_the_other_card_s_block_shows_it(open_page: Open) -> None:
    page = open_page("zh/payment-failed/#s1", before="localStorage.setItem('esim-help-card', 'leb')")
    assert page.locator("#s1").is_visible()
    assert page.locator(".card-block[data-for='0']").is_visible()


def test_without_storage_everything_still_works(open_page: Open) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });"
    page = open_page("zh/payment-failed/", before=refuse)
    page.get_by_label("红卡").first.check()
    assert not page.locator(".card-block[data-for='1']").is_visible()


def test_the_look_is_remembered(open_page: Open) -> None:
    page = open_page("zh/")
    page.locator("#ui-theme").select_option("dark")
    page.goto(page.url + "topics/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("#ui-theme").input_value() == "dark"
    page.locator("#ui-theme").select_option("")
    assert page.evaluate("localStorage.getItem('esim-help-theme')") is None


@pytest.mark.parametrize(("day", "shown"), [(21, False), (22, True), (24, True), (25, False)])
def test_a_notice_is_shown_while_its_dates_last(open_page: Open, day: int, shown: bool) -> None:
    now = int(datetime.datetime(2026, 11, day, 12).timestamp() * 1000)
    fixed = f"const Real = Date; Date = class extends Real {{ constructor() {{ super({now}); }} }};"
    page = open_page("zh/payment-failed/", before=fixed)
    assert page.locator(".notice").is_visible() == shown


def test_the_language_switch_keeps_the_place(open_page: Open) -> None:
    page = open_page("zh/renew-red/#s2")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/help/en/renew-red/#s2")


def test_a_question_in_the_address_is_asked(open_page: Open) -> None:
    page = open_page("zh/questions/?q=%E7%BB%AD%E8%B4%B9")
    page.wait_for_selector("[role=option]")
    assert page.evaluate("window.asked") == [["续费", {"language": "zh", "limit": 5, "typing": False}]]


def test_without_scripts_the_box_leads_to_the_question_list(open_page: Open) -> None:
    page = open_page("zh/payment-failed/", java_script_enabled=False)
    assert page.locator(".card-block").count() == 2
    assert all(page.locator(".card-block").nth(n).is_visible() for n in range(2))
    assert not page.locator(".cards").is_visible()
    assert not page.locator("#ui-theme").is_visible()
    assert page.locator("noscript .notice").inner_text().startswith("2026年11月22日至2026年11月24日")
    box(page).fill("续费")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/zh/questions/?q=*")


PHONE = {"width": 320, "height": 640}
PATHS = (
    "zh/",
    "en/",
    "zh/payment-failed/",
    "en/renew-red/",
    "en/topics/renew/",
    "en/questions/",
    "zh/topics/",
    "404.html",
)


def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page: Open, site: str) -> None:
    page = open_page("zh/", viewport=PHONE)
    for path in PATHS:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    box(page).evaluate("node => node.scrollIntoView()")


def test_no_text_is_torn_apart_by_a_box_layout(open_page: Open, site: str) -> None:
    torn = """() => [...document.querySelectorAll('body *')].filter((one) => one.children.length
      && /flex|grid/.test(getComputedStyle(one).display)
      && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    ).map((one) => one.outerHTML)"""
    page = open_page("en/")
    for path in PATHS:
        page.goto(site + path)
        box(page).fill("nothing")
        page.wait_for_selector(".panel .button")
        assert page.evaluate(torn) == [], path


def test_what_is_tapped_is_large_enough(open_page: Open, site: str) -> None:
    small = """() => [...document.querySelectorAll('a, button, select, summary, .choices label')].filter((one) => {
      const size = one.getBoundingClientRect();
      const inText = one.closest('.body p, .body li') && !one.matches('summary');
      return size.width > 1 && !inText && !one.closest('.unseen, .skip') && size.height < 43.5;
    }).map((one) => one.outerHTML)"""
    page = open_page("zh/", viewport=PHONE)
    for path in PATHS:
        page.goto(site + path)
        assert page.evaluate(small) == [], path


def test_the_first_tab_stop_skips_to_the_content(open_page: Open) -> None:
    page = open_page("en/renew-red/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ui-main"


def test_a_page_whose_engine_is_missing_still_leads_to_the_question_list(open_page: Open) -> None:
    page = open_page("zh/contact/", before="Object.defineProperty(window, 'esimHelp', { value: undefined });")
    box(page).fill("续费")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/zh/questions/?q=*")
