"""Filled forms read back: rows sorted onto piles, cells read or refused, counts that reconcile."""
