"""Styles, scripts and small pictures that stand inside the pages, as content systems put them there."""

import struct
import zlib
from base64 import b64encode
from functools import lru_cache
from random import Random

RESET = """html,body,div,span,h1,h2,h3,h4,p,a,ul,ol,li,dl,dt,dd,form,input,textarea,table,td,th{margin:0;padding:0}
body{font:14px/1.6 "Microsoft YaHei","PingFang SC",SimSun,Arial,sans-serif;color:#333;background:#fff;min-width:1200px}
ul,ol{list-style:none}img{border:0;vertical-align:middle}a{color:#333;text-decoration:none}a:hover{color:%(main)s;text-decoration:underline}
.clearfix:after,.cf:after{content:"";display:block;height:0;clear:both;visibility:hidden}.clearfix,.cf{*zoom:1}.fl{float:left}.fr{float:right}.hide{display:none}
"""
RULES = """.%(p)s-wrap{width:1200px;margin:0 auto;position:relative}
.%(p)s-top{height:36px;line-height:36px;background:#f5f5f5;border-bottom:1px solid #e6e6e6;font-size:12px;color:#888}
.%(p)s-top a{margin:0 8px;color:#666}.%(p)s-top .weather{float:right;padding-left:24px}
.%(p)s-logo{padding:22px 0 18px;overflow:hidden}.%(p)s-logo .name{font:bold 40px/1.2 STKaiti,KaiTi,serif;color:%(main)s;float:left}
.%(p)s-search{float:right;width:330px;height:36px;border:2px solid %(main)s;margin-top:12px}
.%(p)s-search input{width:240px;height:32px;border:0;outline:none;text-indent:10px;float:left}
.%(p)s-search button{width:80px;height:36px;border:0;background:%(main)s;color:#fff;float:right;cursor:pointer}
.%(p)s-nav{background:%(main)s;height:46px;line-height:46px}.%(p)s-nav li{float:left}.%(p)s-nav li a{display:block;padding:0 17px;color:#fff;font-size:16px}
.%(p)s-nav li a:hover{background:%(dark)s;text-decoration:none}.%(p)s-crumb{height:48px;line-height:48px;color:#999;font-size:13px}
.%(p)s-main{width:830px;float:left;padding-bottom:30px}.%(p)s-side{width:330px;float:right}
.%(p)s-title{font-size:30px;line-height:44px;color:#111;padding:18px 0 12px;text-align:%(align)s}
.%(p)s-info{color:#999;font-size:13px;line-height:40px;border-bottom:1px solid #eee;margin-bottom:20px;overflow:hidden}
.%(p)s-info span,.%(p)s-info em{margin-right:16px;font-style:normal}.%(p)s-info .tools{float:right}
.%(p)s-body{font-size:18px;line-height:34px;color:#222;text-align:justify;word-break:break-all}
.%(p)s-body p{margin-bottom:20px}.%(p)s-body img{max-width:100%%;margin:10px auto;display:block}
.%(p)s-foot{clear:both;border-top:3px solid %(main)s;background:#f8f8f8;padding:26px 0;text-align:center;font-size:12px;line-height:26px;color:#888}
.%(p)s-foot a{margin:0 10px;color:#777}.%(p)s-share{padding:22px 0;text-align:center}.%(p)s-share a{display:inline-block;width:34px;height:34px;border-radius:50%%;margin:0 6px;background:#eee}
.%(p)s-box{border:1px solid #eaeaea;margin-bottom:22px;background:#fff}.%(p)s-box h3{height:44px;line-height:44px;padding-left:14px;font-size:17px;border-bottom:1px solid #eaeaea;color:%(main)s}
.%(p)s-box ul{padding:10px 14px}.%(p)s-box li{line-height:30px;height:30px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.%(p)s-box li i{display:inline-block;width:18px;height:18px;line-height:18px;margin-right:8px;text-align:center;background:#bbb;color:#fff;font-style:normal;font-size:12px}
.%(p)s-box li.hot i{background:%(main)s}.%(p)s-box li em{float:right;color:#aaa;font-style:normal;font-size:12px}
.%(p)s-more{padding:16px 0;border-top:1px dashed #ddd}.%(p)s-more h4{font-size:18px;line-height:36px}.%(p)s-more li{line-height:32px}
.%(p)s-comment{border:1px solid #e5e5e5;padding:16px;margin-top:20px;background:#fcfcfc}.%(p)s-comment textarea{width:100%%;height:90px;border:1px solid #ddd;resize:none}
.%(p)s-friend{padding:18px 0;border-top:1px solid #eee;line-height:28px;font-size:13px}.%(p)s-friend a{display:inline-block;margin-right:16px;color:#777}
.%(p)s-cells{padding:20px 0}.%(p)s-cell{width:380px;margin-right:20px;margin-bottom:20px}.%(p)s-cell h3{height:40px;line-height:40px;border-bottom:2px solid %(main)s;margin-bottom:10px;font-size:17px}
.%(p)s-cell h3 .more{float:right;font-size:12px;color:#999;font-weight:normal}.%(p)s-cell .pic img{float:left;margin:0 12px 8px 0}.%(p)s-cell .pic h4{font-size:15px;line-height:24px}
.%(p)s-cell li{height:28px;line-height:28px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;border-bottom:1px dotted #e5e5e5}.%(p)s-mega{border-bottom:1px solid #ddd}
.%(p)s-cell li:before{content:"·";color:%(main)s;font-weight:bold;margin-right:6px}.%(p)s-editor{text-align:right;color:#777;line-height:40px}
.%(p)s-qr{position:fixed;right:20px;bottom:120px;width:96px;text-align:center;background:#fff;border:1px solid #eee;padding:8px;z-index:99}
.%(p)s-list{padding:12px 0}.%(p)s-list li{height:40px;line-height:40px;border-bottom:1px dotted #ddd;font-size:16px;padding-left:14px}
.%(p)s-list li span,.%(p)s-list li b{float:right;font-size:13px;color:#999;font-weight:normal}.%(p)s-page{padding:24px 0;text-align:center}
.%(p)s-page a,.%(p)s-page span{display:inline-block;padding:0 12px;height:30px;line-height:30px;border:1px solid #ddd;margin:0 3px}
@media screen and (max-width:768px){body{min-width:0}.%(p)s-wrap,.%(p)s-main,.%(p)s-side{width:auto;float:none;padding:0 12px}.%(p)s-title{font-size:22px;line-height:32px}.%(p)s-nav{overflow-x:auto}}
"""  # noqa: E501
MOTION = """@keyframes %(p)s-fade{from{opacity:0;transform:translateY(8px)}to{opacity:1;transform:none}}
.%(p)s-slide{position:relative;overflow:hidden;height:%(h)dpx}.%(p)s-slide .item{position:absolute;left:0;top:0;width:100%%;opacity:0;transition:opacity .6s ease-in-out}
.%(p)s-slide .item.on{opacity:1;animation:%(p)s-fade .4s}.%(p)s-slide .dot{position:absolute;right:12px;bottom:10px}.%(p)s-slide .dot i{display:inline-block;width:9px;height:9px;margin-left:5px;background:#fff}
.%(p)s-tab{height:40px;border-bottom:2px solid %(main)s}.%(p)s-tab a{float:left;padding:0 18px;line-height:40px;font-size:16px}.%(p)s-tab a.on{background:%(main)s;color:#fff}
.%(p)s-video{display:flex;flex-wrap:wrap;justify-content:space-between}.%(p)s-video dl{width:48%%;margin-bottom:14px}.%(p)s-video dt{height:96px;background:#ddd;overflow:hidden}
.%(p)s-video dd{font-size:13px;line-height:20px;height:40px;overflow:hidden;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.%(p)s-icon-a:before{content:"\\e601"}.%(p)s-icon-b:before{content:"\\e602"}.%(p)s-icon-c:before{content:"\\e603"}.%(p)s-icon-d:before{content:"\\e60a"}.%(p)s-icon-e:before{content:"\\e60b"}
.%(p)s-btn{display:inline-block;padding:0 20px;height:34px;line-height:34px;border-radius:3px;background:linear-gradient(180deg,%(main)s,%(dark)s);color:#fff;box-shadow:0 1px 2px rgba(0,0,0,.2)}
"""  # noqa: E501
SCRIPT = """(function(w,d){var P=w.%(p)s=w.%(p)s||{};P.site="%(site)s";P.ver="%(ver)s";
P.$=function(id){return typeof id==="string"?d.getElementById(id):id};
P.on=function(e,t,f){if(!e){return}if(e.addEventListener){e.addEventListener(t,f,false)}else if(e.attachEvent){e.attachEvent("on"+t,f)}else{e["on"+t]=f}};
P.cookie={get:function(n){var m=d.cookie.match(new RegExp("(^| )"+n+"=([^;]*)(;|$)"));return m?decodeURIComponent(m[2]):""},
set:function(n,v,days){var t=new Date();t.setTime(t.getTime()+days*864e5);d.cookie=n+"="+encodeURIComponent(v)+";path=/;expires="+t.toGMTString()}};
P.size=function(s){var b=P.$("%(body)s");if(b){b.style.fontSize={s:"14px",m:"16px",l:"20px"}[s]||"16px";P.cookie.set("fs",s,30)}};
P.lazy=function(){var a=d.getElementsByTagName("img"),h=w.innerHeight||d.documentElement.clientHeight,i,o,u;for(i=0;i<a.length;i++){o=a[i];u=o.getAttribute("data-src");
if(u&&o.getBoundingClientRect().top<h+200){o.src=u;o.removeAttribute("data-src")}}};
P.share=function(t){var u=encodeURIComponent(location.href),c=encodeURIComponent(d.title),m={weibo:"/share/weibo?url="+u+"&title="+c,qzone:"/share/qzone?url="+u+"&title="+c,
wx:"/share/wx?url="+u};if(t==="wx"){P.$("%(p)s-wx").style.display="block"}else{w.open(m[t],"_blank","width=620,height=480")}return false};
P.tab=function(box,cur){var t=P.$(box),h,c,i;if(!t){return}h=t.getElementsByTagName("h3");c=t.getElementsByTagName("ul");for(i=0;i<h.length;i++){h[i].className=i===cur?"on":"";c[i].style.display=i===cur?"":"none"}};
P.clock=function(){var n=new Date(),k=["日","一","二","三","四","五","六"],e=P.$("%(p)s-now");if(e){e.innerHTML=n.getFullYear()+"年"+(n.getMonth()+1)+"月"+n.getDate()+"日 星期"+k[n.getDay()]}};
P.stat=function(){var i=new Image(1,1),q=["s="+P.site,"u="+encodeURIComponent(location.pathname),"r="+encodeURIComponent(d.referrer),"w="+(w.screen?screen.width:0),"t="+(+new Date)];
i.src="/stat/p.gif?"+q.join("&")};
P.comment=function(f){var v=f.content.value.replace(/^\\s+|\\s+$/g,"");if(v.length<4){alert("评论内容太短");return false}if(v.length>300){alert("评论不能超过300字");return false}return true};
P.on(w,"scroll",P.lazy);P.on(w,"load",function(){P.lazy();P.clock();P.stat();P.size(P.cookie.get("fs")||"m")});
})(window,document);
"""  # noqa: E501
PLAYER = """var %(p)sPlayer=function(o){this.box=o.box;this.list=o.list||[];this.i=0;this.t=null;this.gap=o.gap||4500;this.init()};
%(p)sPlayer.prototype={init:function(){var s=this,h=[],n;for(n=0;n<s.list.length;n++){h.push('<i class="'+(n?"":"on")+'" data-n="'+n+'"></i>')}s.dots=h.join("");s.play()},
play:function(){var s=this;s.t=setInterval(function(){s.go((s.i+1)%%s.list.length)},s.gap)},stop:function(){clearInterval(this.t)},
go:function(n){var e=this.box?this.box.children:[];if(e[this.i]){e[this.i].className="item"}this.i=n;if(e[n]){e[n].className="item on"}}};
var _hmt=_hmt||[];(function(){var s=document.createElement("script");s.async=true;s.src="/js/count.js?%(ver)s";var x=document.getElementsByTagName("script")[0];x.parentNode.insertBefore(s,x)})();
if(/AppleWebKit.*Mobile/i.test(navigator.userAgent)||/MIDP|SymbianOS|NOKIA|SAMSUNG|LG|NEC|TCL|Alcatel|BIRD|DBTEL|Dopod|HAIER|LENOVO/.test(navigator.userAgent)){document.documentElement.className+=" mobile"}
"""  # noqa: E501


def style(prefix: str, main: str, dark: str, align: str = "center", rich: bool = False) -> str:
    """A style sheet with class names of its own; `rich` adds slides, tabs and buttons."""
    values = {"p": prefix, "main": main, "dark": dark, "align": align, "h": 280}
    return (RESET + RULES + (MOTION if rich else "")) % values


def script(prefix: str, site: str, body: str, rich: bool = False) -> str:
    """What a page runs: lazy pictures, share buttons, counters. `body` is the id of the text."""
    values = {"p": prefix, "site": site, "body": body, "ver": f"20{len(site) + 14}1108"}
    return (SCRIPT + (PLAYER if rich else "")) % values


@lru_cache(maxsize=64)
def picture(seed: str, size: int = 41) -> str:
    """A small square picture like a QR code, as a data: address."""
    rng = Random(seed)
    rows = b"".join(b"\0" + bytes(rng.getrandbits(8) for _ in range(-(-size // 8))) for _ in range(size))
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + b64encode(data).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@lru_cache(maxsize=64)
def plate(seed: str, width: int = 120, height: int = 80) -> bytes:
    """A picture of one colour that shades off downwards, as PNG: every photo of the world."""
    rng = Random(seed)
    colour = [rng.randrange(90, 200) for _ in range(3)]
    rows = b"".join(b"\0" + bytes(min(255, part + line // 2) for part in colour) * width for line in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def seal(character: str, colour: str) -> str:
    """A site's emblem: its first character on a round ground."""
    return (
        f'<svg width="56" height="56" viewBox="0 0 56 56" xmlns="http://www.w3.org/2000/svg"><circle cx="28" cy="28" r="27" fill="{colour}"/>'
        f'<text x="28" y="39" font-size="32" font-family="KaiTi,serif" fill="#fff" text-anchor="middle">{character}</text></svg>'
    )


def icon(path: str, size: int = 24) -> str:
    space = "http://www.w3.org/2000/svg"
    return f'<svg class="icon" viewBox="0 0 1024 1024" width="{size}" height="{size}" xmlns="{space}"><path d="{path}" fill="#999"></path></svg>'


ICONS = (
    "M100 200h824v90H100zM100 460h824v90H100zM100 720h824v90H100z",
    "M512 90L940 470h-130v420H590V640H434v250H214V470H84z",
    "M180 150h664v560H520L330 880V710H180zM290 300v70h444v-70zM290 470v70h300v-70z",
    "M512 130l110 260 280 24-212 184 64 274-242-146-242 146 64-274-212-184 280-24z",
)
