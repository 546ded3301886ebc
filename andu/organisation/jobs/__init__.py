"""Bulk work of an import, without rules: what `actions.apply_import` has allowed and records."""
