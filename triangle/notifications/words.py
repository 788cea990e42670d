"""The words of messages that leave the house, in both languages; the browser has its own catalogue."""

from typing import Any

ZH = {
    "handoff.offered": "{actor} 向你交接「{node}」，等你答复",
    "handoff.readdressed": "「{node}」的交底转到了你这里，等你答复",
    "handoff.reminded": "提醒：「{node}」的交接还在等你答复",
    "handoff.escalated": "「{node}」的交接无人答复，已升级到你",
    "handoff.nudged": "{actor} 催办「{node}」的交接，等你答复",
    "handoff.covered": "接收人不在，「{node}」的交接由你代为答复",
    "handoff.accepted": "{actor} 接受了「{node}」的交接",
    "handoff.returned": "{actor} 退回了「{node}」的交接",
    "handoff.withdrawn": "「{node}」的交接已撤回，无需答复",
    "handoff.looped": "「{node}」的交接已被退回 {returns} 次",
    "promise.made": "新承诺等你答复：{subject}",
    "promise.revised": "承诺已修改，等你重新答复：{subject}",
    "promise.accepted": "{actor} 接下了承诺：{subject}",
    "promise.returned": "{actor} 退回了承诺：{subject}",
    "promise.kept": "承诺已兑现：{subject}",
    "promise.broken": "承诺未兑现：{subject}",
    "promise.waived": "承诺已免除：{subject}",
    "node.decided": "「{node}」的决策：{outcome}",
    "veto.overridden": "{actor} 推翻了「{node}」的交付否决",
    "seat.assigned": "{role} 席位有变动",
    "note.mentioned": "{actor} 在笔记《{subject}》中提到了你",
    "outcome.go": "通过",
    "outcome.go_with_conditions": "有条件通过",
    "outcome.hold": "暂缓",
    "outcome.no_go": "不通过",
    "one": "{text}",
    "several": "{n} 条新消息",
    "where": "{text}（{account} / {deal}）",
    "answer": "打开答复页",
    "foot": "答复链接只属于你，只能用一次，请勿转发。可在「我的 → 通知」中更改接收方式。",
    "test": "测试消息：这个渠道可以用了",
}
EN = {
    "handoff.offered": "{actor} hands “{node}” off to you and waits for your answer",
    "handoff.readdressed": "The briefing of “{node}” now waits for your answer",
    "handoff.reminded": "Reminder: the hand-off of “{node}” still waits for your answer",
    "handoff.escalated": "Nobody answered the hand-off of “{node}”: it is escalated to you",
    "handoff.nudged": "{actor} asks again: the hand-off of “{node}” waits for your answer",
    "handoff.covered": "The receiver is away: you answer the hand-off of “{node}” in their place",
    "handoff.accepted": "{actor} accepted the hand-off of “{node}”",
    "handoff.returned": "{actor} returned the hand-off of “{node}”",
    "handoff.withdrawn": "The hand-off of “{node}” was withdrawn; no answer is needed",
    "handoff.looped": "The hand-off of “{node}” came back {returns} times",
    "promise.made": "A new promise waits for your answer: {subject}",
    "promise.revised": "A promise was revised and waits for your answer: {subject}",
    "promise.accepted": "{actor} accepted the promise: {subject}",
    "promise.returned": "{actor} returned the promise: {subject}",
    "promise.kept": "Promise kept: {subject}",
    "promise.broken": "Promise broken: {subject}",
    "promise.waived": "Promise waived: {subject}",
    "node.decided": "Decision on “{node}”: {outcome}",
    "veto.overridden": "{actor} overrode delivery’s veto at “{node}”",
    "seat.assigned": "The {role} seat changed hands",
    "note.mentioned": "{actor} mentioned you in the note “{subject}”",
    "outcome.go": "go",
    "outcome.go_with_conditions": "go with conditions",
    "outcome.hold": "hold",
    "outcome.no_go": "no-go",
    "one": "{text}",
    "several": "{n} new notifications",
    "where": "{text} ({account} / {deal})",
    "answer": "Open the answer page",
    "foot": "An answer link is yours alone and works once: do not forward it. "
    "Change what you get under Me → Notifications.",
    "test": "Test message: this channel works",
}
CATALOGUES = {"zh": ZH, "en": EN}


def word(language: str, key: str, **parameters: Any) -> str:
    """Return a text with its parameters filled in; a text a person typed is never read as a template."""
    return CATALOGUES[language][key].format(**parameters)
