"""Frames in, frames out: values, points, levels, ranks and gaps, in pure Polars."""
