"""Customers of the demo company: industries, what each buys, and who sits on their side of the table."""

from dataclasses import dataclass
from random import Random

from triangle.demo.names import REGIONS, Names


@dataclass(frozen=True)
class Industry:
    """A line of business: how its companies are called, and what our company sells there."""

    name: str
    key_lines: tuple[str, ...]
    small_lines: tuple[str, ...]
    projects: tuple[str, ...]
    titles: tuple[str, str]


INDUSTRIES = (
    Industry(
        "汽车零部件",
        ("汽车系统集团", "底盘科技股份", "电驱动股份"),
        ("精密模具", "汽配制造"),
        ("总装车间 MES 升级", "供应链协同平台", "质量追溯系统", "焊装产线数字孪生", "备件仓储 WMS"),
        ("生产运营总监", "车间主任"),
    ),
    Industry(
        "银行",
        ("农村商业银行", "城市商业银行"),
        ("小额贷款", "融资担保"),
        ("同城灾备建设", "智能风控平台", "网点智能化改造", "数据中台", "专有云建设"),
        ("科技部总经理", "网点管理主管"),
    ),
    Industry(
        "医疗",
        ("医疗集团", "医学中心"),
        ("口腔门诊", "体检中心"),
        ("影像云归档", "智慧病房", "互联网医院平台", "院内数据治理", "手术室数字化"),
        ("分管副院长", "护理部主任"),
    ),
    Industry(
        "电力能源",
        ("能源集团", "电力建设集团", "新能源股份"),
        ("光伏工程", "节能技术"),
        ("变电站智能巡检", "风场集控中心", "储能电站监控", "调度云平台", "碳资产管理系统"),
        ("生产技术部主任", "场站站长"),
    ),
    Industry(
        "化工",
        ("化工集团", "新材料股份"),
        ("精细化工", "涂料"),
        ("安全生产监测平台", "实验室 LIMS", "园区一体化管控", "先进控制 APC 改造", "设备预测性维护"),
        ("安环总监", "装置主任"),
    ),
    Industry(
        "物流",
        ("供应链集团", "港务集团"),
        ("冷链物流", "同城配送"),
        ("智能分拣改造", "集装箱码头 TOS 升级", "运输管理 TMS", "冷链温控追溯", "无人叉车调度"),
        ("运营总监", "仓储经理"),
    ),
    Industry(
        "零售",
        ("百货集团", "连锁商业股份"),
        ("生鲜超市", "家居连锁"),
        ("会员中台", "门店数字化", "全渠道库存共享", "智能补货", "收银系统换代"),
        ("门店运营总监", "会员营销经理"),
    ),
    Industry(
        "轨道交通",
        ("轨道交通集团", "城市交通建设集团"),
        ("信号工程", "机电安装"),
        ("综合监控系统", "车辆段智能运维", "票务清分平台", "线网指挥中心", "视频云存储"),
        ("总工程师", "车辆段段长"),
    ),
    Industry(
        "食品饮料",
        ("乳业集团", "饮料股份"),
        ("烘焙食品", "调味品"),
        ("工厂 MES", "一物一码营销", "冷链质量追溯", "经销商协同平台", "能耗管理系统"),
        ("生产厂长", "品控经理"),
    ),
    Industry(
        "教育",
        ("教育集团", "职业技术学院"),
        ("培训学校", "幼教"),
        ("智慧校园", "科研算力平台", "数字实训基地", "一卡通升级", "教务数据治理"),
        ("副校长", "教务处长"),
    ),
)
TITLES = (
    ("总经理", "decider"),
    ("分管副总裁", "decider"),
    ("信息中心主任", "decider"),
    ("首席信息官", "influencer"),
    ("采购总监", "influencer"),
    ("财务总监", "influencer"),
    ("IT架构经理", "user"),
    ("项目经理", "user"),
)
KEY_SUFFIXES = ("", "", "二期", "一期", "(集团统建)", "试点", "扩容")
SMALL_SUFFIXES = ("标准版上线", "云端订阅", "轻量版", "一年期服务", "快速部署")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody on the customer's side."""

    name: str
    title: str
    phone: str
    email: str
    influence: str


@dataclass(frozen=True)
class Customer:
    """A customer before they are written down."""

    name: str
    type: str
    channel: str
    industry: Industry
    region: str
    contacts: tuple[Contact, ...]


def customer(names: Names, chance: Random, *, type_: str, channel: str, region: str | None) -> Customer:
    """Make up a customer with its contacts."""
    industry = chance.choice(INDUSTRIES)
    region = region or chance.choice(list(REGIONS))
    line = chance.choice(industry.key_lines if type_ == "key_account" else industry.small_lines)
    sides = (*TITLES, (industry.titles[0], "influencer"), (industry.titles[1], "unknown"))
    count = chance.randint(3, 5) if type_ == "key_account" else chance.randint(1, 2)
    contacts = tuple(
        _contact(names, chance, title, influence)
        for title, influence in sorted(chance.sample(sides, count), key=sides.index)
    )
    return Customer(names.company(region, line), type_, channel, industry, region, contacts)


def deal_title(chance: Random, customer: Customer) -> str:
    """Return what a deal with a customer is about."""
    suffixes = KEY_SUFFIXES if customer.type == "key_account" else SMALL_SUFFIXES
    return f"{chance.choice(customer.industry.projects)}{chance.choice(suffixes)}"


def amount(chance: Random, customer: Customer) -> int:
    """Return a price in yuan: tens of millions for a key account, tens of thousands for a small one."""
    if customer.type == "key_account":
        return round(chance.lognormvariate(16.3, 0.85) / 10_000) * 10_000
    return round(chance.lognormvariate(12.2, 0.5) / 1_000) * 1_000


def _contact(names: Names, chance: Random, title: str, influence: str) -> Contact:
    name, latin = names.chinese()
    # 000 after the operator's digits is given to nobody.
    phone = f"{chance.choice(('138', '139', '186', '150'))} 0000 {chance.randint(0, 9999):04d}"
    return Contact(name, title, phone, f"{latin}@customer.example", influence)
