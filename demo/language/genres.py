"""The kinds of text a newsroom writes about a bureau: their outlines and the sentences that any subject can use."""

from dataclasses import dataclass

from demo.language.grammar import Pools, pools


@dataclass(frozen=True, slots=True)
class Genre:
    """`title` and `lead` name pools; an outline holds, per paragraph, a pool name per sentence; `?` is left out half the time."""

    name: str
    title: str
    lead: str
    outlines: tuple[tuple[tuple[str, ...], ...], ...]
    signed: bool = True  # opens with 本报讯 and the reporters


def outlines(*texts: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(paragraph.split()) for paragraph in text.split("/")) for text in texts)


MEETING = Genre(
    "会议",
    "meeting_title",
    "meeting_lead",
    outlines(
        "figures data / point / demand demand / exchange / close",
        "attend / background data / point / demand / ?official / close",
        "point data / demand / demand / ?exchange / ?plan",
        "figures / background / demand point / stress / exchange close",
    ),
)
VISIT = Genre(
    "走访慰问",
    "visit_title",
    "visit_lead",
    outlines(
        "at_home / scene / case / visit_words / ?data / visit_close",
        "scene / at_home visit_words / voice / ?background data / visit_close",
        "?festival / at_home / case / voice / visit_close",
    ),
)
POLICY = Genre(
    "政策解读",
    "policy_title",
    "policy_lead",
    outlines(
        "background / answer / answer / answer / answer / official",
        "figures / answer / answer / answer / ?voice / policy_close",
        "background data / answer / answer / answer / policy_close",
    ),
    signed=False,
)
PORTRAIT = Genre(
    "典型人物",
    "portrait_title",
    "portrait_lead",
    outlines(
        "hero / hero hero / scene hero / case / hero / praise / portrait_close",
        "scene / hero hero / background hero / hero / praise / hero / portrait_close",
        "hero hero / case / hero / voice / hero hero / praise",
    ),
)
FIGURES = Genre(
    "统计数字",
    "figures_title",
    "figures_lead",
    outlines(
        "data data / background data / data / official / ?plan",
        "figures data / data / case / data / plan",
        "data / data data / ?voice / official / plan",
    ),
)
ACTIVITY = Genre(
    "活动现场",
    "activity_title",
    "activity_lead",
    outlines(
        "scene / scene voice / activity / ?data / official / ?plan",
        "?festival / scene activity / voice / scene / activity_close",
        "activity scene / voice voice / case / official / activity_close",
    ),
)
FEATURE = Genre(
    "通讯",
    "titles",
    "feature_lead",
    outlines(
        "scene / voice background / turn data / case / official / scene voice / data plan",
        "case / background turn / data / scene / voice / official / case / plan",
        "background / turn / scene voice / data / case / official plan",
        "scene voice / background / turn data / scene / case / official / data / plan",
    ),
)
NEWS = Genre(
    "消息",
    "titles",
    "news_lead",
    outlines(
        "data / background turn / official / ?plan",
        "background / data / case / ?plan",
        "turn data / voice / official",
        "official / data data / ?case / plan",
    ),
)
NOTICE = Genre(
    "通知公告",
    "notice_title",
    "notice_lead",
    outlines("notice / notice / notice / notice_end", "notice / notice / notice / notice / notice_end", "answer / notice / notice / notice_end"),
    signed=False,
)
BRIEF = Genre("简讯", "brief_title", "brief_lead", outlines("data data plan", "data official / plan", "background data official", "turn data / data"))

GENRES = (NEWS, FEATURE, MEETING, VISIT, POLICY, PORTRAIT, FIGURES, ACTIVITY, NOTICE, BRIEF)
SHARES = (20, 14, 14, 9, 8, 7, 8, 10, 5, 5)  # of a hundred

OFF_TOPIC = (
    Genre(
        "新闻",
        "titles",
        "lead",
        outlines(
            "facts / scene facts / facts / advice",
            "scene / facts facts / scene / facts / advice",
            "facts facts / scene / advice facts",
            "facts / facts / scene scene / facts / advice",
            "facts advice",
        ),
    ),
)

GENERAL: Pools = pools("""
== meeting_title
{bureau}部署{theme}
{whole}{theme}[推进会|现场会|调度会|部署会]召开
{bureau}召开会议专题研究{theme}
{bureau}：{theme}要[见行见效|一抓到底|走深走实]
{area}[推进|调度]{theme}
{deputy}调研{theme}
== meeting_lead
{today}，{whole}{theme}[推进会|调度会]在{area}召开。{boss}出席会议并讲话，{deputy}主持会议。
{today}{hour}，{bureau}召开{theme}部署会，[总结前段工作|分析存在的问题]，安排今后[一个时期|几个月]的任务。{deputy}作动员讲话。
记者从{today}召开的{whole}{theme}现场会上获悉，{bureau}将用[三个月|半年|一年]左右时间，集中解决一批[多年积压的难题|群众反映强烈的问题]。
{today}，{boss}带队到{where}调研{theme}，并主持召开座谈会，听取基层意见。
{bureau}{today}召开专题会议，传达学习上级有关精神，研究部署{theme}。会议由{boss}主持。
== attend
各县（市、区）分管负责同志、乡镇（街道）代表共{ddd}人参加会议。
会议以视频形式开到乡镇（街道），{dddd}名基层干部在分会场收看。
会前，与会人员实地观摩了{spot}等{d}个点，边走边看、边看边议。
部分人大代表、政协委员和群众代表应邀列席，并就{theme}提出意见建议{dd}条。
== figures
据介绍，{theme}启动以来，{bureau}已召开调度会{d}次，解决基层反映的问题{dd}个。
今年以来，{bureau}把{theme}列入重点任务，[一月一调度、一季一通报|按月晒进度、按季评结果]。
{theme}已在{counties}等地先行一步，形成可推广的做法{dd}条。
{year}年以来，{bureau}累计派出{dd}个工作组，走访{ddd}个村（社区），为{theme}摸清了底数。
== point
会议指出，{background}
会议认为，前一阶段工作[成效明显|开局良好|基础扎实]，但[工作推进不平衡、基层力量偏弱|部分地方重视不够、措施不细]的问题仍然存在。
会议对排在后{d}位的乡镇（街道）进行了通报，要求[限期整改|说清原因、拿出办法]。
会议通报了前三季度进展：{dd}项重点任务已完成{d}项，其余任务全部明确了责任人和时间表。
会上播放了暗访短片，{d}个反面例子被点名道姓，会场一片安静。
会议提出，要拿出钉钉子的劲头，盯住难点、堵点、痛点，[一件接着一件办|干一件成一件]。
== demand
会议要求，要{work}；要{work}；要{work}。
会议强调，[各地各单位|各级各部门]要{work}，[同时|并]{work}，确保工作落地见效。
会议明确，今后一个时期要抓好三件事：一是{work}；二是{work}；三是{work}。
{deputy}要求，[眼睛向下、重心下移|问题不回避、任务不过夜]，{work}，{work}。
就做好下一步工作，会议提出：{work}；{work}；加强督促检查，[完不成的要说清楚|不搞花架子]。
== stress
{boss}强调，群众的事再小也是大事，要少开会、多上门，用[看得见的变化|实打实的成效]说话。
{boss}说，评判工作好不好，不听汇报听反映，[不看材料看现场|不看报表看笑脸]。
{boss}要求，各级干部要把脚步往下沉，把[问题带上来、办法送下去|矛盾解决在门口]。
== exchange
{bureaus}在会上[作了交流发言|介绍了各自的做法]。
会上，{bureaus}先后发言，[有成绩、有教训，也有办法|亮家底、谈打算]。
{bureaus}就如何{work}作了经验介绍。
会议期间，{bureaus}递交了责任书。
== close
会议还就[冬春季节安全生产|近期重点工作|财务管理和作风建设]作了安排。
会后，{bureau}印发任务清单，把{dd}项工作分解到科室、落实到人。
与会人员还实地察看了{spot}。
== visit_title
{boss}走访慰问[困难群众|一线职工|基层服务对象]
{bureau}[走访慰问|看望]{people}
[送温暖 解难题|带着问候上门去|把关心送到家] {bureau}[走进|来到]{where}
{area}：{dd}支小分队[进村入户|走进千家万户]访民情
{deputy}到{where}[看望慰问|走访看望]{people}
== visit_lead
{today}，{boss}一行来到{where}，走访慰问{people}，并看望了坚守岗位的{staff}。
{season}，{bureau}组织{dd}支小分队，带着米、油、棉被等物品进村入户，看望{people}。{today}，记者跟随其中一支来到{hamlet}。
{today}{hour}，{deputy}轻车简从，先后走进{d}户{people}家中，[问冷暖、听诉求|查冰箱、摸被褥、看药箱]。
“家里还有什么难处，尽管说。”{today}，在{hamlet}，{boss}与{people}围坐在一起，拉起了家常。
== at_home
在{villager}家中，{boss}摸摸被褥厚不厚、看看米缸满不满，[又翻开药盒看了看日期|还拧开水龙头看了看水压]。
来到{elder}家，{deputy}递上慰问金，仔细询问[吃药报销了多少、冬衣够不够|一日三餐怎么安排、夜里有没有人照应]。
{resident}住在{road}的老房子里，屋顶去年漏过雨。{deputy}爬上阁楼看了看，当场请社区联系维修。
在{site}，{boss}与值班的{staff}握手交谈，叮嘱大家[既要照顾好别人，也要照顾好自己|注意防寒防滑，保证人手]。
走进{auntie}的家，院子收拾得干干净净，[几只母鸡在篱笆边觅食|门口的桂花开得正盛]，{deputy}搬个小凳子坐下来，听她讲家里的收支账。
== visit_words
“有困难不要闷在心里，社区和我们都是你的娘家人。”{boss}说。
{deputy}叮嘱随行人员，对提出的{d}件事要[列出清单、限期答复|一周内给个准话]。
{boss}希望他们保重身体、放宽心，相信[办法总比困难多|日子会一天天好起来]。
临走时，{boss}把一张写有联系电话的卡片贴在床头，反复交代遇事随时打电话。
== visit_close
据了解，此次走访慰问活动持续{dd}天，共看望{ddd}户群众，发放慰问金和物资折合{money}元。
走访结束后，{bureau}把收集到的{dd}条意见逐条交办，[办理情况将上门反馈|目前已办结{d}条]。
截至目前，{bureau}已走访{dddd}户，现场解决问题{dd}个，[其余的正在抓紧办理|暂时办不了的也说明了原因]。
== policy_title
{theme}[有哪些看点|关系你我他]？{bureau}[为您解读|详细解读]
{area}{theme}政策[问答|一图读不懂，这里说明白]
事关{people}！{area}[明确|出台]新规
{bureau}[答记者问|回应热点]：{theme}怎么落地
[怎么申请、找谁办、多久办好|谁能享受、享受多少]？{area}{theme}政策解读
== policy_lead
近日，{bureau}印发了关于{theme}的实施方案。[哪些人能受益、怎么办理|新办法与过去有什么不同]？记者就群众关心的问题采访了{chief}。
“我家这种情况能不能享受？”连日来，不少{people}和家属打来电话，咨询{theme}的有关政策。{today}，{bureau}集中作出解答。
{theme}相关政策自{year}年{month}起施行，有效期[三年|五年]。为帮助群众用足用好政策，{bureau}对其中的要点进行了梳理。
由{bureau}牵头起草的{theme}实施细则{today}对外公布，全文共{d}章{dd}条。现将主要内容解读如下。
== policy_close
办理过程中如有疑问，可以拨打{bureau}咨询电话，或者到所在乡镇（街道）便民服务中心咨询。
“文件不能锁在抽屉里，要让群众听得懂、用得上。”{chief}说，{dd}场政策宣讲将陆续在村（社区）举行。
{bureau}提醒，凡是自称能够“代办加急”并收取费用的，都是骗子，请群众不要轻信。
== portrait_title
{hero}：[把平凡的事做到底|一颗心扑在群众身上|群众的笑脸就是最好的奖状]
[坚守{dd}年|{dd}年如一日]，{craft}{hero}的[平凡人生|“碎碎念”|苦与乐]
{area}有个“热心肠”{hero}
{craft}{hero}：“群众叫我一声亲人，[值了|再累也甜]”
记{area}{craft}{hero}
== portrait_lead
{today}{hour}，记者在{spot}见到{hero}时，{craft}的工作服还没来得及换下，额头上沁着细密的汗珠。
在{area}，提起{craft}{hero}，认识的人都会竖起大拇指。日前，{bureau}发出通知，号召{whole}同行向{hero}学习。
个头不高，说话轻声细语，走起路来却一阵风——这是{craft}{hero}留给人的第一印象。{today}，在{bureau}举行的先进事迹分享会上，{hero}的故事让不少人红了眼眶。
{dd}年，{dddd}户，一辆骑旧了的电动车。这组数字的主人，是{area}的{craft}{hero}。近日，{hero}被{bureau}评为年度先进个人。
== praise
“她总说自己没做什么，可我们都看在眼里。”同事{person}说，{hero}从没有因为私事耽误过一天工作。
“像{hero}这样的人，我们系统还有很多，他们是离群众最近的人。”{deputy}说。
近年来，{hero}先后获得{letter}级以上表彰{d}次，证书都锁在抽屉里，从不拿出来。
同事{young}跟着{hero}学了两年，最大的感受是：[“先把人当亲人，才能把事做好。”|“办法都是跑出来的，不是想出来的。”]
== portrait_close
天色渐晚，{hero}的手机又响了。“好，我马上到。”话音未落，人已经出了门。
采访快结束时，{hero}有些不好意思：“别光写我，这份工作是大家一起干的。”
问起今后的打算，{hero}想了想说：[“干到退休，再带出几个好徒弟。”|“只要走得动，我就一直干下去。”]
窗外华灯初上，{hero}合上记事本，第二天的日程又写得满满当当。
== figures_title
数说{area}{theme}：[这组数字有温度|看看变化在哪里]
{area}{theme}[交出成绩单|半年答卷出炉|跑出“加速度”]
{bureau}公布{theme}[最新进展|进展情况]
从数字看变化：{area}{theme}这一年
== figures_lead
{today}，{bureau}公布了{theme}的最新进展。[从一组组数字里，可以看到变化正在发生。|总的看，各项指标好于预期。]
{theme}干得怎么样？{bureau}{today}晒出了成绩单。
记者{today}从{bureau}了解到，{theme}实施以来，{whole}[主要指标稳步向好|各项任务有序推进]。
小数字里有大民生。{today}，{bureau}发布{month}工作数据，{theme}的进展引人关注。
== activity_title
{theme}[走进|进]{where}
{bureau}[组织开展|举办]{theme}主题活动
{spot}[好热闹|人气旺]：{theme}[活动走到群众身边|主题活动举行]
{area}[启动|开展]{theme}集中宣传
== activity_lead
{today}，由{bureau}主办的{theme}主题活动在{spot}举行，[附近{ddd}余名居民参加|吸引了不少居民驻足]。
{today}{hour}，{spot}的小广场上[彩旗飘飘、人头攒动|锣鼓声声，格外热闹]，{bureau}组织的{theme}宣传活动在这里举行。
{season}，{where}迎来了一场特别的活动。{today}，{bureau}把{theme}的服务台搬到了群众家门口。
“以后就来这里找你们！”{today}，在{spot}，前来参加{theme}主题活动的居民{person}把一张便民联系卡收进口袋。活动由{bureau}组织。
== activity
现场设置了政策咨询、健康义诊、便民服务等{d}个摊位，发放资料{dddd}份，解答咨询{ddd}人次。
工作人员把政策编进了快板和小品，台上演得起劲，台下笑声不断。
有奖问答环节，{dd}道题目被抢答一空，答对的居民领到了[一块毛巾|一个环保袋|一本台历]。
{firm}带着{dd}名员工前来助阵，理发、磨刀、修小家电的摊位前排起了队。
活动还邀请了{d}名退休干部担任观察员，现场给服务打分。
== activity_close
据了解，类似的活动今年已举办{dd}场，{bureau}还将把它带到更多乡镇（街道）。
活动持续到傍晚才散，临别时，居民们[问下一次什么时候再来|主动留下来帮忙收拾桌椅]。
主办方表示，活动不图热闹，关键要把收集到的{dd}条建议办好。
== turn
为此，{bureau}把{theme}摆上重要位置，{work}，{work}。
变化始于{lastyear}年。从那时起，{bureau}会同有关部门，先从{project}入手，[一步一步往前推|边试点、边总结、边推开]。
怎么破题？{bureau}的办法是：{work}。
针对这些难题，{bureau}[多次召开座谈会|连续走访{dd}个乡镇]，拿出了{theme}方案：{work}，{work}。
{area}给出的答案是：{work}，同时{work}。
== news_lead
记者{today}从{bureau}获悉，{theme}[取得新进展|全面铺开|进入攻坚阶段]。
{bureau}{today}[消息|发布消息]，{area}[持续|扎实|深入]推进{theme}，[一批实事相继落地|群众的获得感不断增强]。
连日来，{bureau}{work}，推动{theme}[走深走实|落地见效]。
{today}，{where}[又有一批群众受益于{project}|传来{project}的好消息]。这是{bureau}推进{theme}的一个缩影。
{today}，{bureau}举行新闻通气会，通报{theme}有关情况。{deputy}介绍情况并回答记者提问。
{season}，{bureau}紧扣群众所盼，{work}，{theme}[开局良好|取得阶段性成效]。
== feature_lead
{season}，走进{where}，{project}成了街坊邻里热议的话题。[这背后，是{bureau}推进{theme}的持续努力。|近年来，{bureau}以此为抓手，推进{theme}。]
从{counties}到最偏远的{hamlet}，一项关乎{people}的改变正在发生。{year}年以来，{bureau}大力推进{theme}。
{project}到底好在哪里？{today}，记者跟随{bureau}工作人员来到{spot}，一探究竟。
“[这在以前想都不敢想|真是帮了大忙|没想到这么方便]。”{today}，说起身边的{project}，{where}的{person}连声称赞。这项由{bureau}推动的工作，正惠及越来越多的{people}。
一头连着民生，一头连着民心。{theme}启动以来，{bureau}[从小切口做起|把功夫下在细处]，让{people}感受到实实在在的变化。
== notice_title
{bureau}关于[开展|做好]{theme}的[通知|通告]
{bureau}关于{theme}有关事项的公告
关于{theme}申报工作的[通知|公告]（{bureau}）
== notice_lead
为扎实推进{theme}，维护群众合法权益，根据有关规定，经{bureau}研究，现就有关事项[通知|公告]如下。
按照{gov}工作安排，{bureau}决定自{today}起开展{theme}，现将有关要求公布如下。
为方便群众知晓政策、办理事项，{bureau}就{theme}有关事项公告如下。
== notice_end
本[通知|公告]自发布之日起施行。咨询和监督电话在工作日上班时间有人接听，来信请寄{bureau}办公室。
逾期未办理的，视为自动放弃。未尽事宜由{bureau}负责解释。
欢迎社会各界监督。如发现弄虚作假行为，可以向{bureau}举报，我们将为举报人保密。
== brief_title
{area}{news}
== brief_lead
{bureau}{today}消息：{whole}{news}。
近日，在{bureau}推动下，{whole}{news}。
记者{today}从{bureau}了解到，{whole}{news}。
== retitle
{area}[推进|加快推进|持续推进]{theme}
{bureau}推进{theme}[有实招|出实招见实效|惠民生]
[关注|聚焦]{theme}：{area}的[探索与实践|做法]
{theme}看{area}
{area}：{theme}[走到群众身边|这样干|怎么干]
[小切口|好办法]办好[民生事|大民生] {bureau}[倾心|用心]服务{people}
{people}有了新盼头 {area}{theme}[纪实|见闻]
== besides
[与此同时|此外|另外]，{data}
[同样可喜的是|在其他工作上也有新进展]，{data}
== above
{upper}[有关负责人|驻点指导组]对{area}的做法[给予肯定|表示将予以推广]。
{ago}，{upper}在{area}召开现场会，[推介了这里的经验|组织各县（市、区）前来观摩]。
在{upper}的指导下，{area}还[完善了管理制度|出台了配套办法]，让好做法能长久。
== guest
来自云溪市的考察团[现场观摩了有关项目|也来到现场学习]，双方就{theme}交流了经验。
会后，云溪市的同行发来信函，希望两地就{theme}加强协作。
== relead
据{bureau}消息，{theme}[近日有了新进展|正在加快推进]。{data}
日前，{area}{theme}引起[关注|不少群众点赞]。记者从{bureau}了解到有关情况。
{people}的急难愁盼，如何一件一件解决？在{theme}中，{bureau}[给出了自己的答案|作了不少探索]。
编者按：{theme}事关千家万户。近段时间，{bureau}的做法值得一看，本[报|网]予以转发。
{bureau}推进{theme}的做法，[近日在{province}内引起同行关注|为基层治理提供了一个样本]。
""")
