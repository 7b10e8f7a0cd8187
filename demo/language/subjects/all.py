"""Every subject of the bureau."""

from demo.language.subjects.charity import CHARITY
from demo.language.subjects.child import CHILD
from demo.language.subjects.disability import DISABILITY
from demo.language.subjects.elder import ELDER
from demo.language.subjects.funeral import FUNERAL
from demo.language.subjects.lottery import LOTTERY
from demo.language.subjects.marriage import MARRIAGE
from demo.language.subjects.orgs import ORGS
from demo.language.subjects.placename import PLACENAME
from demo.language.subjects.relief import RELIEF
from demo.language.subjects.rescue import RESCUE
from demo.language.subjects.socialwork import SOCIALWORK

SUBJECTS = (ELDER, ELDER, RELIEF, RELIEF, CHILD, DISABILITY, MARRIAGE, FUNERAL, PLACENAME, ORGS, CHARITY, SOCIALWORK, RESCUE, LOTTERY)  # by weight
