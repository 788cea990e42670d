"""The demo company: a made-up past, lived through the same deeds that people use."""
