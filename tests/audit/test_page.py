"""What an audit says of a page: nothing of ours, and of each fault put into ours the rule that it breaks."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.pages import KINDS, page
from toolkit.audit import UnreadableError, audit, rules_of
from toolkit.audit.html_tree import DEEPEST, LARGEST, MOST_TAGS, read_page
from toolkit.audit.page import RULES, look

# The rule, the page, and what is put where: each breaks its rule and no other, unless it says so.
FAULTS = [
    ("html-language-is-stated", "index", '<html lang="en">', "<html>"),
    ("html-language-is-stated", "slides", 'lang="en"', 'lang="English, mostly"'),
    ("html-title-says-what-it-is", "slides", r"<title>[^<]*</title>", "<title> </title>"),
    ("html-title-says-what-it-is", "index", r"<title>[^<]*</title>", "<title>index.html</title>"),
    ("html-one-main-heading", "index", r"<h1>(.*?)</h1>", r"<h2>\1</h2>"),
    ("html-one-main-heading", "study", r"<h2>(.*?)</h2>", r"<h1>\1</h1>"),
    ("html-headings-in-steps", "index", r"<h2([^>]*)>(.*?)</h2>", r"<h3\1>\2</h3>"),
    ("html-headings-in-steps", "study", r"</main>", "<h2> </h2></main>"),
    ("html-parts-to-jump-to", "slides", r"<main>(.*)</main>", r"<div>\1</div>"),
    ("html-parts-to-jump-to", "index", r"</main>", "</main><main>more</main>"),
    ("html-parts-to-jump-to", "index", r"</header>", "</header><p>Out of all parts</p>"),
    ("html-parts-to-jump-to", "study", r"</nav>", '</nav><nav><a href="#main">Text</a></nav>'),
    ("html-pictures-have-words", "slides", r'(<li class="(?:right|other)")', r'<img src="data:,x">\1'),
    ("html-pictures-have-words", "index", r"</main>", '<img src="data:,x" alt="IMG_2041.jpg"></main>'),
    ("html-pictures-have-words", "index", r"</main>", '<img src="data:,x" alt="image 3"></main>'),
    ("html-pictures-have-words", "study", r' aria-hidden="true" focusable="false"', ""),
    ("html-tables-have-heads", "index", r'<th scope="row">(.*?)</th>', r"<td>\1</td>"),
    ("html-tables-have-heads", "index", r'<th scope="col">(.*?)</th>', r"<td>\1</td>"),
    ("html-tables-have-heads", "index", r' scope="col"', ""),
    ("html-tables-have-heads", "index", r"</main>", "<table><tr><td>Sum<td>3</table></main>"),
    ("html-fields-have-names", "study", r"</main>", '<input type="text" placeholder="Name"></main>'),
    ("html-fields-have-names", "study", r'<label>(<input type="radio" name="keep" value="yes">)(.*?)</label>', r"<div>\1\2</div>"),
    ("html-choices-have-a-question", "study", r' role="radiogroup"', ""),
    ("html-choices-have-a-question", "study", r' role="radiogroup" aria-labelledby="keeping-title"', ' role="radiogroup"'),
    ("html-buttons-and-links-speak", "slides", r"<button([^>]*)>[^<]*</button>", r"<button\1></button>"),
    ("html-buttons-and-links-speak", "index", r"<a href=\"([^\"]*)\">[^<]*</a>", r'<a href="\1"><img src="data:,x" alt=""></a>'),
    ("html-keys-reach-everything", "slides", r"</main>", '<div onclick="go()">Go on</div></main>'),
    ("html-keys-reach-everything", "study", r"</main>", '<span role="button">Go on</span></main>'),
    ("html-tab-follows-the-page", "study", r'href="#main"', 'href="#main" tabindex="3"'),
    ("html-nothing-silent-takes-focus", "slides", r'<nav class="tools"', '<nav aria-hidden="true" class="tools"'),
    ("html-ids-are-unique", "study", r"</main>", '<p id="contacts">Twice</p></main>'),
    ("html-references-arrive", "slides", r'aria-labelledby="help-title"', 'aria-label="Help" aria-describedby="gone"'),
    ("html-references-arrive", "study", r'href="#contacts"', 'href="#contact"'),
    ("html-references-arrive", "study", r"</main>", '<label for="gone">Name</label></main>'),
    ("html-nothing-moves-by-itself", "index", r"</main>", '<video src="data:," autoplay></video></main>'),
    ("html-nothing-moves-by-itself", "study", r"</head>", '<meta http-equiv="Refresh" content="60"></head>'),
    ("html-nothing-moves-by-itself", "index", r"</main>", "<marquee>News</marquee></main>"),
    ("html-may-be-enlarged", "index", r"initial-scale=1", "initial-scale=1, maximum-scale=1.0"),
    ("html-may-be-enlarged", "slides", r"initial-scale=1", "initial-scale=1, user-scalable=no"),
    ("html-may-be-enlarged", "study", r'<meta name="viewport"[^>]*>', ""),
    ("html-is-whole", "slides", r"</head>", '<script src="https://cdn.example.org/reveal.js"></script></head>'),
    ("html-is-whole", "index", r"</head>", '<link rel="stylesheet" href="style.css"></head>'),
    ("html-is-whole", "index", r"<style>", "<style>@import 'https://fonts.example.org/a.css';"),
    ("html-is-whole", "study", r"<style>", "<style>@font-face{src:url( 'https://fonts.example.org/a.woff2' )}"),
    ("html-is-whole", "index", r"</main>", '<img alt="A map" srcset="map.png 1x, https://example.org/map.png 2x"></main>'),
    ("html-is-whole", "index", r"</main>", '<p style="background:url(https://example.org/x.png)">x</p></main>'),
    ("html-is-whole", "study", r"<head>", '<head><base href="https://example.org/">'),
    ("html-colors-can-be-read", "index", r"--muted:#[0-9a-f]{6}", "--muted:#9aa5ad"),
    ("html-colors-can-be-read", "index", r"(dark\).*?--muted:)#[0-9a-f]{6}", r"\g<1>#555d62"),
    ("html-colors-can-be-read", "slides", r"--on-band:var\(--paper\)", "--on-band:var(--accent)"),
    ("html-colors-can-be-read", "study", r"(\.tk \{\s*--ink: )#[0-9a-f]{6}", r"\g<1>#8a9096"),
    ("html-colors-can-be-read", "index", r"</main>", '<p style="color: #999; background: white">Pale</p></main>'),
    ("html-colors-can-be-read", "index", r"<style>", "<style>.pale{color:#767676!important;background-color:#EEEF}"),
]


def spoiled(kind: str, pattern: str, inside: str) -> bytes:
    text, count = re.subn(pattern, inside, page(kind), count=1, flags=re.DOTALL)
    assert count == 1, f"nothing to spoil: {pattern}"
    assert text != page(kind)
    return text.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_with_a_page_of_ours(kind):
    found = audit(page(kind).encode(), ".HTML")
    assert found.barriers == ()


def test_every_rule_looked_at_something_in_our_pages():
    counts = [dict(look(page(kind).encode()).looked_at) for kind in KINDS]
    assert all(list(each) == [rule.id for rule in RULES] for each in counts)
    assert [rule.id for rule in RULES if not sum(each[rule.id] for each in counts)] == []
    assert all(each["html-colors-can-be-read"] > 100 for each in counts)


@pytest.mark.parametrize(("rule", "kind", "pattern", "inside"), FAULTS)
def test_a_fault_put_into_a_page_is_found_by_its_rule_and_by_no_other(rule, kind, pattern, inside):
    found = look(spoiled(kind, pattern, inside)).barriers
    assert {barrier.rule for barrier in found} == {rule}
    assert all(barrier.what.endswith((".", "”")) for barrier in found)


def test_every_rule_has_a_fault_that_breaks_it_and_says_where_it_comes_from():
    assert {rule for rule, *_ in FAULTS} == {rule.id for rule in RULES}
    assert rules_of(".html") == RULES
    for rule in RULES:
        assert rule.id.startswith("html-")
        assert rule.promise.endswith(".")
        assert rule.counts
        assert rule.source.startswith(("WCAG 2.2, ", "the kit's own promise"))
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_barrier_says_the_line_and_the_heading_above_it():
    text = page("index").replace("</main>", '\n<img src="data:,x">\n</main>')
    [barrier] = look(text.encode()).barriers
    line = text[: text.index("<img")].count("\n") + 1
    heading = re.findall(r"<h2[^>]*>(.*?)</h2>", text)[-1]
    assert barrier.where == f"line {line}, under “{heading}”"


def test_barriers_come_in_the_order_of_the_page():
    text = page("index").replace("<h1>", '<img src="data:,x"><h1>').replace("</main>", '<h2></h2><img src="data:,x"></main>')
    found = [barrier.rule for barrier in look(text.encode()).barriers]
    assert found == ["html-pictures-have-words", "html-headings-in-steps", "html-pictures-have-words"]


def small(inside: str, head: str = "") -> bytes:
    """A sound page that holds ``inside``."""
    viewport = '<meta name=viewport content="width=device-width">'
    return f"<!DOCTYPE html><html lang=en><head>{viewport}<title>Small</title>{head}</head><body><main><h1>Small</h1>{inside}</main></body></html>".encode()


@pytest.mark.parametrize("inside", [
    '<img src="data:,x" alt="">', '<img src="data:,x" role="presentation">', '<div aria-hidden="true"><svg></svg></div>',
    '<svg role="img"><title>A line goes up</title><path d="M0 0"/></svg>', '<p id="t">Name</p><input aria-labelledby="t">',
    "<label>Name <input></label>", '<label for="n">Name</label><input id="n">', "<button><svg aria-hidden=true></svg> Go</button>",
    '<a href="#t" aria-label="To the text">1</a><p id="t">x</p>', '<a href="#top">Up</a>', '<input type="hidden"><input type="submit">',
    "<fieldset><legend>Which?</legend><label><input type=radio name=a>A</label><label><input type=radio name=a>B</label></fieldset>",
    "<table><thead><tr><td></td><th scope=col>Day</th></tr></thead><tr><th scope=row>Room</th><td>2</td></tr></table>",
    '<table role="presentation"><tr><td>x</td></tr></table>', '<p tabindex="0">x</p>', '<p tabindex="-1">x</p>', "<p><p><ul><li>a<li>b</ul>",
    '<p style="color:#777;background:linear-gradient(red,blue)">x</p>', '<p style="color:#949494;background:#fff;font-size:24px">Large</p>',
    "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", "<!-- <img> <h5> --><p>x", '<a id="ü"></a><a href="#%C3%BC">x</a>', "<p>1 < 2 & 3 > 2</p>",
])  # fmt: skip
def test_what_is_sound_is_no_barrier(inside):
    assert look(small(inside)).barriers == ()


NO_PAGES = {
    "empty": lambda: b"", "blank": lambda: b" \n\t ", "pdf": lambda: b"%PDF-1.7 \x00\x01", "bytes": lambda: bytes(range(256)) * 40,
    "words": lambda: b"just words", "json": lambda: b'{"a": "<b>"}', "a piece": lambda: b"<p>no page</p>", "marks": lambda: b"\xff\xfe",
    "cut index": lambda: page("index").encode()[:-3000], "cut slides": lambda: page("slides").encode()[:200_000],
    "cut study": lambda: page("study").encode()[:-100], "cut value": lambda: b"<!doctype html><html><body><div class='",
    "cut script": lambda: b"<!doctype html><script>let a = 1;", "cut title": lambda: b"<!doctype html><title>Never ends",
    "deep": lambda: b"<html>" + b"<div>" * DEEPEST, "many": lambda: b"<html>" + b"<br>" * MOST_TAGS, "large": lambda: b"<html>" + b" " * LARGEST,
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_or_is_cut_off_is_refused_in_a_sentence(name):
    with pytest.raises(UnreadableError) as refused:
        look(NO_PAGES[name]())
    assert re.fullmatch(r"(?:This (?:page|file)|This is|Elements of this page) .{8,130}\.", str(refused.value))


HOSTILE = {
    "attributes": b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b"></html>",
    "angles": b"<html>" + b"<" * 1_000_000 + b"</html>",
    "comments": b"<html>" + b"<!--" * 300_000,
    "ends of scripts": b"<html><script>" + b"</" * 1_000_000 + b"</script></html>",
    "signs": b"<html>" + b"&amp" * 300_000 + b"&#" + b"9" * 100_000 + b";</html>",
    "ends": b"<html>" + b"<b>" * 500 + b"</i>" * 100_000 + b"</html>",
    "items": b"<html>" + b"<b>" * 500 + b"<li>" * 100_000 + b"</html>",
    "quotes": b"<html>" + b"<a b='" * 300_000,
    "equals": b"<html><a" + b" a =" * 300_000 + b"></html>",
    "blanks": b"<html><a " + b" " * 1_000_000 + b"></html>",
    "silent": b"<html>" + b"<i aria-hidden=true>" * 500 + b"<br>" * 3_000 + b"</html>",
    "buttons": b"<html>" + b"<button>" * 500 + b"<br>" * 3_000 + b"</html>",
    "labels": b"<html>" + b"<label for=a></label>" * 10_000 + b"<input id=a>" * 1_000 + b"</html>",
    "rules": b"<html><style>" + b"a{" * 300_000 + b"</style></html>",
    "texts in rules": b"<html><style>" + b"'\\" * 300_000 + b"/*" * 300_000 + b"url(" * 300_000 + b"</style></html>",
    "variables": b"<html><style>:root{" + b"".join(b"--a%d:var(--a%d);" % (n, n + 1) for n in range(50_000)) + b"--ink:var(--ink)}</style></html>",
    "viewport": b"<html><meta name=viewport content='" + b"maximum-scale" * 100_000 + b"'></html>",
    "numbers": "<html><p tabindex='²'><p tabindex='٣'><meta name=viewport content='maximum-scale=٣'><p style='font-size:²px;color:#²²²'>".encode(),
    "charset": b"<html><meta charset=rot13>\xe9</html>",
    "utf-16": b"\xff\xfe" + "<html><p>é</html>".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_means_harm_is_looked_at_or_refused_in_seconds(name):
    before = time.process_time()
    with contextlib.suppress(UnreadableError):
        look(HOSTILE[name])
    assert time.process_time() - before < 8


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_page_that_was_cut_and_mixed_up_at_random_is_looked_at_or_refused(data):
    text = page("index")[-9000:]
    cuts = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 400)).map(lambda cut: text[cut[0] : sum(cut)])
    pieces = st.one_of(cuts, st.text(max_size=20))
    mixed = "<!doctype html>" + "".join(data.draw(st.lists(pieces, max_size=12)))
    with contextlib.suppress(UnreadableError):
        look(mixed.encode("utf-8", errors="replace"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_reader_sees_the_page_as_another_parser_does(kind):
    from lxml import etree

    content = page(kind).encode()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    other = [(each.tag, dict(each.attrib)) for each in etree.fromstring(content, parser).iter(etree.Element)]
    ours = [(node.tag, node.attributes) for node in read_page(content).elements]
    assert [tag for tag, _ in ours] == [tag for tag, _ in other]
    bare = {"checked", "hidden", "open", "disabled"}  # without a value the other says their names again
    assert [{**them, **dict.fromkeys(bare & them.keys(), "")} for _, them in ours] == [{**them, **dict.fromkeys(bare & them.keys(), "")} for _, them in other]


def test_a_quick_look_is_enough():
    content = page("slides").encode()
    look(content)
    spent = []
    for _ in range(5):
        before = time.process_time()
        look(content)
        spent.append(time.process_time() - before)
    assert min(spent) < 0.2
