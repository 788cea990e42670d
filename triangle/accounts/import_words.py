"""What people call the columns of an account, and what they write in them, in both languages."""

import unicodedata

from triangle.accounts.models import CHANNELS, TYPES

# The seats that a file may fill; the first name of each field is the one that a template shows.
SEATS = ("AR", "SR", "FR", "SP")
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "name": {
        "zh": ("客户名称", "客户", "名称", "公司", "公司名称", "企业名称", "单位名称"),
        "en": ("Account", "Account name", "Name", "Company", "Company name", "Customer"),
    },
    "type": {"zh": ("类型", "客户类型", "客户级别"), "en": ("Type", "Account type", "Customer type", "Tier")},
    "channel": {"zh": ("渠道", "销售渠道"), "en": ("Channel", "Sales channel")},
    "industry": {"zh": ("行业", "所属行业"), "en": ("Industry", "Sector")},
    "region": {"zh": ("区域", "地区", "省份", "城市"), "en": ("Region", "Area", "Territory", "City")},
    "team": {"zh": ("团队", "部门", "所属团队"), "en": ("Team", "Department")},
    "AR": {"zh": ("客户负责人", "客户经理", "负责人"), "en": ("Account owner", "Account manager", "Owner")},
    "SR": {"zh": ("方案负责人", "方案经理"), "en": ("Solution owner", "Solution lead", "Solution manager")},
    "FR": {"zh": ("交付负责人", "交付经理"), "en": ("Delivery owner", "Delivery lead", "Delivery manager")},
    "SP": {"zh": ("项目赞助人", "赞助人", "高层发起人"), "en": ("Sponsor", "Executive sponsor")},
}
FIELDS = tuple(HEADINGS)
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "type": {
        TYPES[0]: ("大客户", "重点客户", "战略客户", "key account", "key", "ka", "enterprise"),
        TYPES[1]: ("中小客户", "中小企业", "小客户", "sme", "smb", "small and medium"),
    },
    "channel": {
        CHANNELS[0]: ("直销", "直客", "direct"),
        CHANNELS[1]: ("渠道", "伙伴", "合作伙伴", "分销", "partner", "channel", "indirect"),
    },
}
TEMPLATES = {
    "zh": ("华光电子股份有限公司", "大客户", "直销", "电子制造", "华东"),
    "en": ("Northwind Electronics", "Key account", "Direct", "Electronics", "East"),
}


def same_name(text: str) -> str:
    """Return what two spellings of one name share: width, case and blanks do not tell names apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def field_of(heading: str) -> str | None:
    """Return the field that a heading means, None when nobody can tell."""
    return _FIELD_OF.get(same_name(heading).replace("_", " ").rstrip("*:"))


def value_of(field: str, text: str) -> str | None:
    """Return what a word in a column of few values means, None when it is no such value."""
    return _VALUE_OF[field].get(same_name(text).replace("_", " "))


_FIELD_OF = {
    same_name(name): field
    for field, names in HEADINGS.items()
    for name in (field, *names["zh"], *names["en"])
}
_VALUE_OF = {
    field: {
        same_name(name): value for value, names in of.items() for name in (value.replace("_", " "), *names)
    }
    for field, of in VALUES.items()
}
