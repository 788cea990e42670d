"""What delivery, the sponsor and the bid committee say when a review is vetoed and the bid goes on."""

UNDELIVERABLE = "客户要求八周内上线，现场割接只有两个窗口，现有两支队伍都排到下季度，按此工期无法交付。"
RISK = (
    "战略客户首单，工期风险由我承担：已批准外协队伍一支，预算从区域风险金列支；"
    "若延期，违约金按合同上限 5% 计，最高 45 万元，由华东大区承担。"
)
ALLOWED = "可交付性评审曾被交付否决，赞助人已书面承担风险；按以下条件放行投标。"
CONDITIONS = (
    "外协队伍合同签订并报交付经理备案",
    "工期违约责任上限写入合同，不超过 5%",
    "割接窗口由客户书面确认，至少两次夜间停机",
)
