"""Who answers for which node, as intervals; opening a deal room."""
