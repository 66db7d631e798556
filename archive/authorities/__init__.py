"""Authority files: the house's own list, the tables that ship, and the index of LCSH, FAST and GeoNames on this machine."""
