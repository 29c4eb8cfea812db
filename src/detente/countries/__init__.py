"""Countries and international organisations, and the words by which newspapers mean them."""

from detente.countries.affiliation import Affiliation, affiliation
from detente.countries.country import Country, by_code, by_name
from detente.countries.finding import CountryMention, find
from detente.countries.known import two_letters
from detente.countries.names import Name, names
from detente.countries.roles import Role, roles

__all__ = [
    "Affiliation",
    "Country",
    "CountryMention",
    "Name",
    "Role",
    "affiliation",
    "by_code",
    "by_name",
    "find",
    "names",
    "roles",
    "two_letters",
]
