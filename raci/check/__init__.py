"""One check of an organisation: rules, waivers, settings, baseline and base, in that order."""
