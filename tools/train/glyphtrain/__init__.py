"""Trains Glyphflow's built-in models from text and pages that it renders itself."""
