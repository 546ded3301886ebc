from andu.kit.models.request_key import RequestKey

__all__ = ["RequestKey"]
