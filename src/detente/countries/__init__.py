"""Countries and international organisations, and the words by which newspapers mean them."""

from detente.countries.country import Country, by_code, by_name
from detente.countries.finding import CountryMention, find

__all__ = ["Country", "CountryMention", "by_code", "by_name", "find"]
