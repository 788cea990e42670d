"""Tests; the folders mirror `triangle/`, beside journeys, house rules, contracts with the browser, and faults."""
