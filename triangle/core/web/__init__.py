"""The web side of the ground floor: errors, deeds and pages as HTTP sees them."""
