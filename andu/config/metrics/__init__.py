"""GET /metrics: how the installation is doing, in Prometheus' text format."""
