"""The small bureau every test may borrow: fixtures by role."""
