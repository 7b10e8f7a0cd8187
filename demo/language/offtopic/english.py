"""A few pages in English about the city, for readers abroad."""

from collections.abc import Mapping

from demo.language.draft import Draft, Makers, Subject
from demo.language.grammar import pools

FAMILY = ("Zhao", "Qian", "Luo", "Tang", "Meng", "Fang", "Shen", "Gu", "Peng", "Xiong", "Ke", "Bai")
GIVEN = ("Yulan", "Zhiyuan", "Minghe", "Ruoxi", "Jingchu", "Haoran", "Suqing", "Weilin", "Chenxi", "Yifan", "Lanzhi", "Songbai")
SPOTS = ("Heron Island", "Willow Bridge", "the Old Salt Wharf", "Plum Slope", "Magpie Lane", "the East Lake park", "Stone Drum Village", "the Nine Bends")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def _name(draft: Draft) -> str:
    return f"{GIVEN[draft.below(12)]} {FAMILY[draft.below(12)]}"


MAKERS = Makers(
    fresh={
        "n": lambda draft: str(3 + draft.below(7)),
        "nn": lambda draft: str(11 + draft.below(80)),
        "nnn": lambda draft: str(120 + draft.below(860)),
        "thousand": lambda draft: f"{1 + draft.below(90)},{100 + draft.below(899)}",
        "percent": lambda draft: f"{3 + draft.below(40)}.{1 + draft.below(9)} percent",
        "today": lambda draft: f"{MONTHS[draft.day.month - 1]} {draft.day.day}",
        "month": lambda draft: MONTHS[draft.day.month - 1],
        "lastyear": lambda draft: str(draft.day.year - 1),
    },
    local={"name": _name, "spot": lambda draft: SPOTS[draft.below(8)]},
    kept={"guide": _name, "place": lambda draft: SPOTS[draft.below(8)], "many": lambda draft: str(120 + draft.below(860))},
    pools={},
    joint=" ",
)

_GENERAL: Mapping[str, str] = {
    "travel": """
== titles
Yunxi opens a night ferry to {place}
A weekend in Yunxi: tea, reeds and river fog
{many} homestays bring new life to Yunxi's villages ## The city now counts {many} registered homestays, most of them in restored farmhouses.
Birdwatchers return to the wetlands of Yunxi
== lead
YUNXI, {today} -- The river city of Yunxi is betting on slow travel, and the first numbers of the season suggest that visitors agree.
YUNXI, {today} -- Before sunrise the mist still hides {place}, but the boats are already full of passengers with cameras.
YUNXI, {today} -- A new walking route links {place} with the old quarter of Yunxi, and its designers hope that people will take their time.
== fact
According to the tourism office, {thousand} visitors stayed overnight in {month}, up {percent} from a year earlier.
The route is {nn} kilometers long and passes {n} covered bridges, a paper mill and a temple whose bell is still rung by hand.
Tickets cost {nn} yuan on weekdays; children and residents over seventy ride free.
Since {lastyear}, the city has restored {nn} timber houses with local carpenters and traditional joints.
More than {nnn} species of birds have been recorded here, among them a small flock of cranes that winters on the mudflats.
The restored granary at {spot} holds {nnn} seats and is booked for weddings well into next year.
A map printed on rice paper marks {nn} wells, {n} of which still give drinking water.
Guides must pass an oral examination in local history; {nn} of {nnn} candidates did so in {month}.
The river police count every boat that passes {spot}: {thousand} in the first {n} months.
Hotel owners report that the average stay has grown from one night to nearly {n}.
Half of the entrance fees go to the families who keep their doors open to strangers.
Buses to {spot} leave every {nn} minutes, and signs in two languages were put up this spring.
== view
At {spot}, a cook lifts the lid of a steamer and the whole lane smells of lotus leaf.
{guide}, who has led tours for {n} years, stops at every carved door and tells the family story behind it.
A group of students sketch the rooflines while an old fisherman mends his net beside them.
Lanterns are lit along {spot} at seven, and for a while nobody speaks.
== quote
"People used to rush through in an afternoon. Now they stay for three days," said {guide}, a local guide.
"I came for the birds and remained for the noodles," said {name}, a visitor from the coast.
"We are not building a theme park. We are keeping a town alive," said {name}, who runs a small inn.
== end
Travelers are advised to book ahead for holidays and to bring a raincoat: the weather on the river changes quickly.
The next stage of the project will add a cycle path and a small museum of boats by the end of next year.
""",
    "business": """
== titles
Yunxi's bamboo bikes find riders abroad
Ceramics from Yunxi sell out at overseas fair
Yunxi port handles {many} container trains ## So far this year, {many} container trains have been loaded at the inland port.
Young farmers in Yunxi take oranges online
== lead
YUNXI, {today} -- In a former cotton mill near {place}, a team of {nn} people is making something that the city never exported before.
YUNXI, {today} -- Orders from abroad are keeping the workshops of Yunxi busy late into the evening.
YUNXI, {today} -- When {guide} quit a desk job to plant oranges, the neighbors shook their heads. Now they ask for advice.
== fact
Exports from the city rose {percent} in the first {n} quarters, customs figures show.
The workshop turns out {nnn} frames a month, each one tested with a load of {nnn} kilograms.
Sales through live streaming reached {thousand} boxes in {month}, most of them shipped within two days.
A cold store with room for {thousand} tons opened near {spot} this summer.
The cooperative has {nnn} members and pays them {percent} more than the market price for the best fruit.
Freight to the coast now takes {n} days instead of {nn}, according to the port authority.
The kiln at {spot} is fired {n} times a year and cools for {nn} hours before anyone may open it.
Wages in the district grew {percent}, faster than rents, a survey of {nnn} households found.
A training center near {spot} teaches welding, bookkeeping and English to {nnn} people a year.
Returns are below {percent}, a figure that the founder watches more closely than sales.
Power for the drying rooms comes from {thousand} square meters of panels on the roofs.
Local banks have lent to {nnn} small firms under a plan that began in {lastyear}.
== view
A machine bends the culms over steam; the rest is done by hand and eye.
In the packing hall the fruit rolls past like a slow orange river.
{guide} holds a glaze sample to the window and shakes {nn} test tiles out of a bag.
Forklifts hum under the lamps at {spot} long after the offices are dark.
== quote
"Customers want to know who made it, so we sign every piece," said {guide}, the founder.
"The first container was a gamble. The tenth was routine," said {name}, a sales manager.
"Good soil, patient people and a fast road: that is all we have," said {name}, a grower.
== end
The company plans to open a repair shop overseas next year and to train {nn} apprentices at home.
Analysts say that demand may cool in winter, but that the order books are full until spring.
""",
    "people": """
== titles
The woman who repairs Yunxi's old books
Yunxi's youngest boat builder finds a teacher at eighty
Library on wheels reaches {many} Yunxi villages ## Since its first trip the van has stopped in {many} villages and hamlets.
Street choir fills a Yunxi courtyard every Friday
Yunxi runners take the hill road to {place}
== lead
YUNXI, {today} -- The door of the workshop near {place} is never locked, and there is always a second stool.
YUNXI, {today} -- Nobody in the group had sung in public before, says {guide}, and that was the whole point.
YUNXI, {today} -- It began with {n} neighbors and a borrowed drum, and now the square is too small.
YUNXI, {today} -- {guide} was supposed to retire {n} years ago. The calendar on the wall says otherwise.
== fact
About {nnn} people have taken part since {lastyear}, the youngest of them {n} years old.
Paper, paste and patience cost {nn} yuan a page, and nobody is turned away for lack of money.
The race climbs {nnn} meters in {nn} kilometers; the record has stood since {lastyear}.
The van carries {thousand} books, {n} of them in Braille, and returns to each village every {nn} days.
Rehearsals last {nn} minutes and end with tea, whatever the weather.
A film about the project was shown at {n} festivals and brought {nn} letters from abroad.
Most of the tools are older than their owner; the newest saw was bought {nn} years ago.
The group has no budget, one key and {nnn} members in its message list.
Volunteers logged {thousand} hours in {month} alone.
== view
A girl reads aloud under the awning while the driver of the van pours soup.
Shavings curl on the floor, and the smell of camphor hangs over {spot}.
Somebody starts too early, everyone laughs, and the conductor begins again.
{guide} lifts a page with a bamboo knife and holds it to the lamp without a word.
The last runner reaches {spot} in the dark, led by the beam of a bicycle.
== quote
"You cannot hurry glue," said {guide}.
"My children live far away, but on Fridays I have {nn} of them here," said {name}, who lives across the lane.
"I wanted to stop a hundred times, and then the view opened," said {name}, a teacher.
"A boat remembers every mistake, so you learn to listen," said {name}.
"We lend books without deadlines, and they all come back," said {name}, the driver.
== end
Visitors are welcome every weekend; donations of rope, rice paper and old songbooks are accepted at the door.
A second group will start after the holidays, and the waiting list has already reached {nn} names.
The story will be part of an exhibition that opens at {spot} next spring.
""",
}

ENGLISH = tuple(Subject(id=name, pools=pools(block)) for name, block in _GENERAL.items())
