"""The page behind a personal link, as one template: works without scripts, at 320 px, in both languages."""

from typing import Any

from triangle.handoffs.models import REASON_CODES

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "答复交接",
        "from": "{giver} 交接给 {receiver}",
        "due": "截止 {due}",
        "accept": "接受",
        "return": "退回",
        "reason_code": "退回原因",
        "reason": "说明",
        "as": "以 {person} 的名义答复；此链接只能用一次。",
        "promises": "附带 {n} 条承诺，请先在作战室逐条答复",
        "open": "打开 Triangle",
        "accepted": "已接受",
        "returned": "已退回",
        "gone": "这个链接已失效或已使用",
        "answered": "这个交接已经答复过了，无需再操作",
        "refused": "现在不能这样答复：请打开 Triangle 查看原因",
        "unclear": "请选择退回原因并写明说明",
        "codes": ["交接包不完整", "需求不清", "无法交付", "接收人不对", "没有余力", "其他"],
    },
    "en": {
        "title": "Answer a hand-off",
        "from": "{giver} hands off to {receiver}",
        "due": "Due {due}",
        "accept": "Accept",
        "return": "Return",
        "reason_code": "Reason",
        "reason": "In words",
        "as": "You answer as {person}; this link works once.",
        "promises": "{n} promises come with it: answer them one by one in the deal room first",
        "open": "Open Triangle",
        "accepted": "Accepted",
        "returned": "Returned",
        "gone": "This link has expired or was used",
        "answered": "This hand-off was answered already; nothing is left to do",
        "refused": "It cannot be answered like this now: open Triangle to see why",
        "unclear": "Choose a reason and say it in words",
        "codes": [
            "Incomplete package",
            "Unclear need",
            "Undeliverable",
            "Wrong receiver",
            "No capacity",
            "Other",
        ],
    },
}

PAGE = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>{{ w.title }} · Triangle</title>
<style nonce="{{ nonce }}">
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; padding: 1.5rem 1rem; max-width: 34rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
blockquote { margin: 0 0 .75rem; padding: 0 0 0 .75rem; border-left: 3px solid #8884; white-space: pre-wrap; }
form { margin: 1.25rem 0; padding-top: 1.25rem; border-top: 1px solid #8884; }
label { display: block; margin: 0 0 .75rem; }
select, textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; }
button { font: inherit; min-height: 2.75rem; padding: 0 1.5rem; border-radius: .4rem; cursor: pointer; }
button { border: 1px solid #1456c8; color: #1456c8; background: #fff; }
button.first { background: #1456c8; color: #fff; }
.said { font-weight: 600; }
@media (prefers-color-scheme: dark) { a { color: #8ab4ff; } }
</style></head><body><main>
<h1>{{ heading }}</h1>
{% if said %}<p class="said" role="status">{{ said }}</p>{% endif %}
{% if handoff %}
<p>{{ w.from.format(giver=giver, receiver=receivers) }}<br>{{ account }} / {{ deal }}<br>
{{ w.due.format(due=due) }}</p>
{% if handoff.message %}<blockquote>{{ handoff.message }}</blockquote>{% endif %}
{% if is_open %}
{% if promises %}<p>{{ w.promises.format(n=promises) }}</p>{% endif %}
<form method="post"><input type="hidden" name="answer" value="accept">
<button class="first">{{ w.accept }}</button></form>
<form method="post"><input type="hidden" name="answer" value="return">
<label>{{ w.reason_code }}<select name="reason_code" required>{% for code, name in codes %}
<option value="{{ code }}">{{ name }}</option>{% endfor %}</select></label>
<label>{{ w.reason }}<textarea name="reason" rows="3" maxlength="2000" required></textarea></label>
<button>{{ w.return }}</button></form>
<p>{{ w.as.format(person=person) }}</p>
{% endif %}{% endif %}
<p><a href="/inbox">{{ w.open }}</a></p>
</main></body></html>
"""


def codes(language: str) -> list[tuple[str, str]]:
    """Return the reasons for a return with their words."""
    return list(zip(REASON_CODES, WORDS[language]["codes"], strict=True))
