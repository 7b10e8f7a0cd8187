"""Coverage counts in the outlet where it stands, whatever list led to it."""

import pytest

from model.outlet import Level, Medium, Outlet, Standing
from pipelines.carrier import Carriers


def outlet(name: str, medium: Medium, *hosts: str, aliases: tuple[str, ...] = ()) -> Outlet:
    return Outlet(id=name, name=name, standings=(Standing(level=Level.CITY, medium=medium),), hosts=hosts, aliases=aliases)


OWN = outlet("云溪市政府网", Medium.WEBSITE, "www.yunxi.example", "zfb.yunxi.example")
OTHERS = (
    outlet("云溪晨报", Medium.WEBSITE, "chenbao.example"),
    outlet("云溪发布", Medium.WECHAT, aliases=("云溪 发布",)),
    outlet("云溪时讯", Medium.APP, "app.example"),
)
CARRIERS = Carriers({one.id: one for one in (OWN, *OTHERS)})


@pytest.mark.parametrize(
    ("url", "account", "name"),
    [
        ("http://zfb.yunxi.example/1.html", "", "云溪市政府网"),
        ("http://chenbao.example/1.html", "", "云溪晨报"),
        ("http://other.example/1.html", "", "云溪市政府网"),
        ("https://mp.weixin.qq.com/s/abc", "云溪发布", "云溪发布"),
        ("https://mp.weixin.qq.com/s/abc", "没有登记的号", "云溪市政府网"),
        ("https://mp.weixin.qq.com/s/abc", "", "云溪市政府网"),
        ("http://chenbao.example/1.html", "云溪发布", "云溪晨报"),
    ],
)
def test_the_outlet_of_a_page(url: str, account: str, name: str) -> None:
    assert CARRIERS.of(OWN, url, account).name == name
