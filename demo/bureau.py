"""The bureau of the demo world: units, topics and points rules of the invented 云溪市民政局."""

from datetime import date

from model.bureau import Bureau, PointsRule, Topic, Unit

COUNTIES = {  # unit id -> county
    "linjiang": "临江县",
    "qingshi": "青石区",
    "yuntai": "云台县",
    "bailu": "白鹭区",
    "shitang": "石塘县",
    "songling": "松岭县",
}

DIVISIONS = {
    "yanglao": "养老服务科",
    "jiuzhu": "社会救助科",
    "ertong": "儿童福利科",
    "shiwu": "社会事务科",
    "quhua": "区划地名科",
    "zuzhi": "社会组织管理科",
    "cishan": "慈善事业促进科",
    "shegong": "社会工作科",
}

SUBORDINATES = {
    "fuliyuan": "市社会福利院",
    "zhidao": "市养老服务指导中心",
    "ertongyuan": "市儿童福利院",
    "jiuzhuzhan": "市救助管理站",
    "hundeng": "市婚姻登记处",
    "binyiguan": "市殡仪馆",
    "zonghui": "市慈善总会",
    "dimingban": "市区划地名服务中心",
    "fucai": "市福利彩票发行中心",
}

HOMONYMS = ("北岭市", "东浦市", "南屏市")  # other invented cities, each with a bureau of the same kind

TOPICS = (
    Topic(id="elder", name="养老服务", words=("养老", "助餐", "适老化", "高龄津贴", "老年食堂", "护理员")),
    Topic(id="relief", name="社会救助", words=("社会救助", "低保", "特困", "临时救助", "低收入")),
    Topic(id="child", name="儿童福利", words=("儿童福利", "孤儿", "困境儿童", "留守儿童", "儿童主任", "未成年人保护")),
    Topic(id="disability", name="残疾人福利", words=("残疾人", "康复辅具", "精康融合", "两项补贴")),
    Topic(id="marriage", name="婚姻登记", words=("婚姻登记", "结婚登记", "婚俗", "颁证", "婚姻家庭辅导")),
    Topic(id="funeral", name="殡葬改革", words=("殡葬", "殡仪", "祭扫", "公墓", "生态安葬", "骨灰")),
    Topic(id="placename", name="地名管理", words=("地名", "行政区划", "门牌", "界线", "界桩", "路牌")),
    Topic(id="orgs", name="社会组织", words=("社会组织", "行业协会", "商会", "民办非企业")),
    Topic(id="charity", name="慈善事业", words=("慈善", "捐赠", "募捐", "善款")),
    Topic(id="socialwork", name="社工志愿", words=("社工", "社会工作", "志愿服务", "志愿者")),
    Topic(id="rescue", name="流浪救助", words=("流浪乞讨", "救助管理", "寻亲", "街面巡查")),
    Topic(id="lottery", name="福利彩票", words=("福利彩票", "福彩")),
)


def bureau() -> Bureau:
    return Bureau(root=_root(), topics=TOPICS, points=_points())


def topics_in(text: str) -> frozenset[str]:
    """The ids of the topics one of whose words stands in `text`."""
    return frozenset(topic.id for topic in TOPICS if any(word in text for word in topic.words))


def _root() -> Unit:
    divisions = [Unit(id=key, name=f"云溪市民政局{name}", short_names=(name,), group="机关科室") for key, name in DIVISIONS.items()]
    subordinates = [
        Unit(id=key, name=f"云溪{name}", short_names=(name,), exclusions=tuple(f"{city[:-1]}{name}" for city in HOMONYMS), group="直属单位")
        for key, name in SUBORDINATES.items()
    ]
    return Unit(
        id="mzj",
        name="云溪市民政局",
        aliases=("云溪民政",),
        short_names=("市民政局",),
        region=("云溪",),
        exclusions=("云溪民政职业学院", *(f"{city}民政局" for city in HOMONYMS)),
        children=(*divisions, *subordinates, *(_county(key, name) for key, name in COUNTIES.items())),
    )


def _county(key: str, name: str) -> Unit:
    others = tuple(f"{other}民政局" for other in COUNTIES.values() if other != name and other[-1] == name[-1])
    return Unit(
        id=key,
        name=f"{name}民政局",
        aliases=(f"{name[:-1]}民政",),
        short_names=(f"{name[-1]}民政局",),
        region=(name,),
        exclusions=others,  # the short name 县民政局 also stands in every other county's full name
        group="县（市、区）",
    )


def _points() -> tuple[PointsRule, ...]:
    old = {"central": 15.0, "province": 8.0, "city": 4.0, "county": 1.0, "trade": 6.0, "self": 0.0, "other": 1.0}
    new = {"central": 20.0, "province": 10.0, "city": 5.0, "county": 2.0, "trade": 8.0, "self": 0.0, "other": 1.0}
    return (
        PointsRule(version="试行", since=date(2020, 1, 1), levels=old, outlets={}),
        PointsRule(version="修订", since=date(2026, 1, 1), levels=new, outlets={"jiuyu": 18.0}),
    )
