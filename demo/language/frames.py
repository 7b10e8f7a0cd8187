"""Where a story plays: the invented city, its counties, and cities of the same kind elsewhere."""

from dataclasses import dataclass

from demo.bureau import COUNTIES, HOMONYMS

PROVINCE = "湘北省"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One bureau with its area, and how a newspaper names them."""

    unit: str  # Unit.id, "" for a bureau that is not ours
    city: str  # 云溪市
    area: str  # 云溪市, 临江县
    bureau: str  # in full: 云溪市民政局
    short: str  # where the place is understood: 市民政局
    alias: str
    counties: tuple[str, ...]  # that a text about this area may name
    towns: tuple[str, ...]

    @property
    def whole(self) -> str:
        return f"全{self.short[0]}"

    @property
    def letter(self) -> str:
        """市, 县 or 区."""
        return self.short[0]

    @property
    def is_city(self) -> bool:
        return self.letter == "市"


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TOWNS = {
    "云溪市": words("城南街道 城北街道 东湖街道 桃花坞街道 南港街道 望江街道 临湖街道 金雀岭街道"),
    "临江县": words("沙渚镇 柳岸镇 黄芦镇 新渡镇 麻石镇 竹坞镇 长荻乡 方田镇"),
    "青石区": words("五桐街道 青石铺街道 建新街道 洪桥街道 康乐镇 西禾镇"),
    "云台县": words("城关镇 云台岭镇 大枫乡 茶亭镇 三叉镇 龙潭镇 溪口镇 梅岗镇"),
    "白鹭区": words("白鹭洲街道 渔巷街道 听涛街道 芦汀街道 橘园街道 郭桥镇"),
    "石塘县": words("石塘镇 桃坞镇 忠义镇 羊角镇 詹坊镇 渡头镇 横坡乡"),
    "松岭县": words("松岭镇 板桥乡 童山镇 余家坪镇 瓮溪镇 福禄山镇 思源乡"),
    "北岭市": words("河西街道 大桥街道 岭头镇 双岗镇 盐池坳镇 栗木冲镇"),
    "东浦市": words("海潮街道 浦口街道 塘下岸镇 横岭湾镇 沙港头镇 石矶镇"),
    "南屏市": words("屏峰街道 南桥街道 西坝镇 茶园坡镇 铜铃镇 凤尾镇"),
}
ELSEWHERE = {"北岭市": words("河阳岭县 宁川坪县 柏原区 岭东区"), "东浦市": words("鹿门洲区 浦沿县 望潮县"), "南屏市": words("西坝区 竹口县 南桥区")}


def _county(unit: str, area: str) -> Frame:
    return Frame(
        unit=unit,
        city="云溪市",
        area=area,
        bureau=f"{area}民政局",
        short=f"{area[-1]}民政局",
        alias=f"{area[:-1]}民政",
        counties=(),
        towns=TOWNS[area],
    )


def _city(unit: str, area: str, counties: tuple[str, ...]) -> Frame:
    return Frame(
        unit=unit,
        city=area,
        area=area,
        bureau=f"{area}民政局",
        short="市民政局",
        alias=f"{area[:-1]}民政",
        counties=counties,
        towns=TOWNS[area],
    )


CITY = _city("mzj", "云溪市", tuple(COUNTIES.values()))
OURS = (CITY, *(_county(unit, area) for unit, area in COUNTIES.items()))
OTHERS = tuple(_city("", area, ELSEWHERE[area]) for area in HOMONYMS)
