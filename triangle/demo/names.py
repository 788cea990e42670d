"""Names of people and companies that do not exist."""

from random import Random

SURNAMES = (
    "王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 黄 huang 赵 zhao 吴 wu 周 zhou 徐 xu 孙 sun 马 ma "
    "朱 zhu 胡 hu 郭 guo 何 he 林 lin 罗 luo 高 gao 郑 zheng 梁 liang 谢 xie 宋 song 唐 tang 许 xu 韩 han "
    "冯 feng 邓 deng 曹 cao 彭 peng 曾 zeng 萧 xiao 田 tian 董 dong 潘 pan 袁 yuan 蔡 cai 蒋 jiang 余 yu "
    "于 yu 杜 du 叶 ye 程 cheng 魏 wei 苏 su 吕 lü 丁 ding 任 ren 沈 shen 姚 yao 卢 lu 傅 fu 钟 zhong "
    "崔 cui 谭 tan 陆 lu"
)
GIVEN = (
    "伟 wei 静 jing 磊 lei 敏 min 洋 yang 艳 yan 勇 yong 娜 na 杰 jie 涛 tao 丽 li 军 jun 超 chao 颖 ying "
    "鹏 peng 慧 hui 宇 yu 琳 lin 浩然 haoran 思远 siyuan 雨桐 yutong 志强 zhiqiang 晓燕 xiaoyan "
    "建华 jianhua 文博 wenbo 佳怡 jiayi 俊杰 junjie 雅婷 yating 海峰 haifeng 春梅 chunmei 国栋 guodong "
    "欣妍 xinyan 子墨 zimo 立群 liqun 明哲 mingzhe 婉清 wanqing 少华 shaohua 若彤 ruotong 凯 kai 倩 qian "
    "博 bo 蕾 lei 瑞 rui 莹 ying 振宇 zhenyu 诗涵 shihan 永康 yongkang 秋月 qiuyue 嘉豪 jiahao "
    "梦洁 mengjie 德明 deming 素芬 sufen 一鸣 yiming 可欣 kexin 树林 shulin 燕妮 yanni 正阳 zhengyang "
    "佩玲 peiling 天佑 tianyou"
)
ENGLISH = (
    "Emma Clarke",
    "Daniel Reed",
    "Sophie Turner",
    "Marcus Lindqvist",
    "Olivia Hart",
    "Ryan Whitfield",
    "Nina Kowalska",
    "Thomas Adler",
)
FIRST_SIGNS = "栎澄砚珩霁沅朔岚汐棠牧珞衡翊茗溯启岑昀禾"
SECOND_SIGNS = "舟屿澜川渡原汀岳峤桥野潭陌珂临泽辰苑渚枫"
REGIONS = {
    "华东": ("上海", "苏州", "杭州", "南京", "宁波", "合肥"),
    "华南": ("深圳", "广州", "东莞", "佛山", "厦门", "长沙"),
    "华北": ("北京", "天津", "青岛", "济南", "石家庄", "郑州"),
}


def _pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


_SURNAMES, _GIVEN = _pairs(SURNAMES), _pairs(GIVEN)


class Names:
    """Gives each person and each company a name of its own."""

    def __init__(self, chance: Random, taken: set[str]) -> None:
        self.chance = chance
        self.taken = set(taken)

    def chinese(self) -> tuple[str, str]:
        """Return a Chinese name and how it is written in Latin letters: 王静, jing.wang."""
        (family, family_latin), (given, given_latin) = (
            self.chance.choice(_SURNAMES),
            self.chance.choice(_GIVEN),
        )
        return family + given, f"{given_latin}.{family_latin}".replace("ü", "v")

    def colleague(self, *, english: bool) -> tuple[str, str]:
        """Return the name of somebody new in the company and their mail address, each used once."""
        free = [name for name in ENGLISH if name not in self.taken] if english else []
        name, latin = (free[0], free[0].lower().replace(" ", ".")) if free else self.chinese()
        while name in self.taken:
            name, latin = self.chinese()
            # More colleagues than names: some are told apart as colleagues do it.
            if name in self.taken and self.chance.random() < 0.2:
                name += self.chance.choice("大小东西南北甲乙丙丁")
        self.taken.add(name)
        return name, self._address(latin)

    def company(self, region: str, line: str) -> str:
        """Return the name of a company: a town or none, two signs that mean nothing, its line of business."""
        while True:
            signs = self.chance.choice(FIRST_SIGNS) + self.chance.choice(SECOND_SIGNS)
            town = self.chance.choice(("", *REGIONS[region]))
            if (name := f"{town}{signs}{line}") not in self.taken and signs not in self.taken:
                break
            if len(self.taken) > len(FIRST_SIGNS) * len(SECOND_SIGNS) // 2 and name not in self.taken:
                break
        self.taken |= {name, signs}
        return name

    def _address(self, latin: str) -> str:
        address, number = f"{latin}@demo.example", 1
        while address in self.taken:
            number += 1
            address = f"{latin}{number}@demo.example"
        self.taken.add(address)
        return address
