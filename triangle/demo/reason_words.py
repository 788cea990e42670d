"""Why gates were passed or not, deals lost, nodes left out, and seats given to somebody else."""

from random import Random

GO = {
    "ATI": ("预算已落实，决策链清晰，同意立项。", "可赢性评估 68 分，投入可控，同意立项。"),
    "ATB": ("技术评分有优势，毛利 28%，同意投标。", "价格策略按方案二执行，偏离两条均可接受。"),
    "ATC": ("合同与投标一致，承诺均有责任人，同意签约。", "毛利与现金流达标，同意签约。"),
    "ATAC": ("变更范围明确，客户已签变更单，同意。",),
    "ATCC": ("四算齐全，承诺兑现率 96%，同意关闭。",),
    "REG": ("查重无冲突，报备有效期 90 天。", "首次报备，保护期按标准执行。"),
    "PTQ": ("资质齐全，近两年交付三个同类项目，合格。",),
    "DELIVERABILITY": ("资源与档期已锁定，可以交付。", "里程碑与供货周期匹配，同意。"),
    "ATC-lite": ("标准合同无偏离，通过。", "折扣在授权内，通过。"),
}
CONDITIONS = (
    "客户书面确认验收口径后方可进场",
    "首付款到账后再启动硬件采购",
    "交付周期按十周写入合同",
    "第三方接口由客户协调并承担费用",
    "驻场人数不超过四人",
)
ON_CONDITIONS = ("总体可行，但以下条件须在下一决策点前关闭。", "毛利略低于基线，按条件放行。")
HOLD = (
    "客户预算推迟到下季度，先保持接触，暂不投入售前资源。",
    "决策人变动，等新任{title}到位后再议。",
    "价格授权未批复，暂缓。",
)
NO_GO = "概算毛利低于 12%，交付风险金无法覆盖违约条款，且客户拒绝调整工期，不投标。"
NO_GO_LOSS = "投标决策未通过：毛利与工期均不达标，已向客户说明并退出。"
LOST = (
    "价格：对手低 18%，客户以价格分定标。",
    "客户预算取消，项目暂停至明年。",
    "关系：对手已服务三年，关键人未突破。",
    "需求变更为集团统建，由总部指定供应商。",
    "交付周期不满足客户投产时间。",
    "功能差距：移动端与多语言未达到要求。",
    "客户选择自研。",
)
SKIPPED = (
    "老客户扩容，沿用上一期结论，无需重做。",
    "客户明确不需要此步骤，已邮件确认。",
    "与上一节点合并完成，纪要见附件。",
)
NO_LOSS = "本单已成交，无需丢单复盘。"
REOPENED = (
    "客户新增两条必须项，需重新核对。",
    "客户更换接口人，要求重新确认。",
    "内审抽查发现证据缺失，补充后再关闭。",
)
SEATS = {
    "AR": ("客户归属调整，由{new}接手，已陪同拜访。", "{old}调任新区，客户经理改由{new}担任。"),
    "SR": ("{old}转岗至产品部，方案责任人由{new}接替。", "行业专家化分工，改由{new}负责。"),
    "FR": ("{old}外派海外项目，交付责任人改由{new}担任。", "前期与后期交付分开，由{new}接手。"),
}
LEFT = "{old}调往海外项目，接任者待定。"
WON_BACK = "集团要求由同一客户经理统管，客户由{new}接手。"


def passing(chance: Random, gate: str) -> dict[str, object]:
    """Return a decision that lets a gate be passed: mostly a plain go, sometimes with conditions."""
    if chance.random() < 0.2:
        conditions = chance.sample(CONDITIONS, chance.randint(1, 2))
        return {
            "outcome": "go_with_conditions",
            "reason": chance.choice(ON_CONDITIONS),
            "conditions": conditions,
        }
    return {"outcome": "go", "reason": chance.choice(GO[gate]), "conditions": []}
