"""Tests; the folders mirror `triangle/`, with journeys, house rules, contracts and faults."""
