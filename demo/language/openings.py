"""Headlines and opening sentences that fit any subject of a bureau."""

from demo.language.grammar import Pools, pools

OPENINGS: Pools = pools("""
== meeting_title
{bureau}部署{theme}
{area}{theme}[推进会|现场会|调度会|部署会]召开
{bureau}召开会议专题研究{theme}
{bureau}：{theme}要[见行见效|一抓到底|走深走实]
{area}[推进|调度]{theme}
{deputy}调研{theme}
== meeting_lead
{today}，{whole}{theme}[推进会|调度会]在{area}召开。{boss}出席会议并讲话，{deputy}主持会议。
{today}{office_hour}，{bureau}召开{theme}部署会，[总结前段工作|分析存在的问题]，安排今后[一个时期|几个月]的任务。{deputy}作动员讲话。
记者从{today}召开的{whole}{theme}现场会上获悉，{bureau}将用[三个月|半年|一年]左右时间，集中解决一批[多年积压的难题|群众反映强烈的问题]。
{today}，{boss}带队到{where}调研{theme}，并主持召开座谈会，听取基层意见。
{bureau}{today}召开专题会议，传达学习上级有关精神，研究部署{theme}。会议由{boss}主持。
== visit_title
{boss}走访慰问[困难群众|一线职工|基层服务对象]
{bureau}[走访慰问|看望]{people}
[送温暖 解难题|带着问候上门去|把关心送到家] {bureau}[走进|来到]{where}
{area}：{few}支小分队[进村入户|走进千家万户]访民情
{deputy}到{where}[看望慰问|走访看望]{people}
== visit_lead
{today}，{boss}一行来到{where}，走访慰问{people}，并看望了坚守岗位的{staff}。
{season}，{bureau}组织{few}支小分队，带着米、油、棉被等物品进村入户，看望{people}。{today}，记者跟随其中一支来到{hamlet}。
{today}{office_hour}，{deputy}轻车简从，先后走进{d}户{people}家中，[问冷暖、听诉求|查冰箱、摸被褥、看药箱]。
“家里还有什么难处，尽管说。”{today}，在{hamlet}，{boss}与{people}围坐在一起，拉起了家常。
== policy_title
{theme}[有哪些看点|关系你我他]？{bureau}[为您解读|详细解读]
{area}{theme}政策[问答|这里说明白]
事关{people}！{area}[明确|出台]新规
{bureau}[答记者问|回应热点]：{theme}怎么落地
[怎么申请、找谁办、多久办好|谁能享受、享受多少]？{area}{theme}政策解读
== policy_lead
近日，{bureau}印发了关于{theme}的实施方案。[哪些人能受益、怎么办理|新办法与过去有什么不同]？记者就群众关心的问题采访了{chief}。
“我家这种情况能不能享受？”连日来，不少{people}和家属打来电话，咨询{theme}的有关政策。{today}，{bureau}集中作出解答。
{theme}相关政策自{year}年{month}起施行，有效期[三年|五年]。为帮助群众用足用好政策，{bureau}对其中的要点进行了梳理。
由{bureau}牵头起草的{theme}实施细则{today}对外公布，全文共{d}章{dd}条。现将主要内容解读如下。
== portrait_title
{hero}：[把平凡的事做到底|一颗心扑在群众身上|群众的笑脸就是最好的奖状]
[坚守{dd}年|{dd}年如一日]，{craft}{hero}的[平凡人生|“碎碎念”|苦与乐]
{area}有个“热心肠”{hero}
{craft}{hero}：“群众叫我一声亲人，[值了|再累也甜]”
记{area}{craft}{hero}
== portrait_lead
{today}{office_hour}，记者随{bureau}采访组在{spot}见到{hero}时，{craft}的工作服还没来得及换下，[额头上沁着细密的汗珠|袖口还高高挽着]。
在{area}，提起{craft}{hero}，认识的人都会竖起大拇指。日前，{bureau}发出通知，号召{whole}同行向{hero}学习。
个头不高，说话轻声细语，走起路来却一阵风——这是{craft}{hero}留给人的第一印象。{today}，在{bureau}举行的先进事迹分享会上，{hero}的故事让不少人红了眼眶。
{dd}年，{dddd}户，一辆骑旧了的电动车。这组数字的主人，是{area}的{craft}{hero}。近日，{hero}被{bureau}评为年度先进个人。
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
{spot}[好热闹|人气旺]：{theme}[走到群众身边|主题活动举行]
{area}[启动|开展]{theme}集中宣传
== activity_lead
{today}，由{bureau}主办的{theme}主题活动在{spot}举行，[附近{tens}余名居民参加|吸引了不少居民驻足]。
{today}{office_hour}，{spot}的小广场上[彩旗飘飘、人头攒动|锣鼓声声，格外热闹]，{bureau}组织的{theme}宣传活动在这里举行。
{season}，{where}迎来了一场特别的活动。{today}，{bureau}把{theme}的服务台搬到了群众家门口。
“以后就来这里找你们！”{today}，在{spot}，前来参加{theme}主题活动的居民{person}把一张便民联系卡收进口袋。活动由{bureau}组织。
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
== relead
据{bureau}消息，{theme}[近日有了新进展|正在加快推进]。{data}
日前，{area}{theme}引起[关注|不少群众点赞]。记者从{bureau}了解到有关情况。
{people}的急难愁盼，如何一件一件解决？在{theme}中，{bureau}[给出了自己的答案|作了不少探索]。
编者按：{theme}事关千家万户。近段时间，{bureau}的做法值得一看，本[报|网]予以转发。
{bureau}推进{theme}的做法，[近日在{province}内引起同行关注|为基层治理提供了一个样本]。
""")
