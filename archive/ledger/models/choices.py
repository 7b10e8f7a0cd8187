"""Values of the model's enumerations, with the words that people see."""

from model.article import Role
from model.outlet import Level, Medium

LEVELS = [(level.value, level.label) for level in Level]
MEDIA = [(medium.value, medium.label) for medium in Medium]
ROLES = [(role.value, role.label) for role in Role]
