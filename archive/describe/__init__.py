"""Records from texts: Dublin Core by rules, each statement with the words it rests on, under a person's own words."""

from archive.describe.compose import describe as describe
from archive.describe.languages import find_languages as find_languages
