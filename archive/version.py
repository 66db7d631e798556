"""The version of this program; it stands in every bag that it makes."""

VERSION = "0.1.0"
