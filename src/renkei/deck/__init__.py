"""Frames in, things a notebook displays: figures, tables, headings and slides."""
