from andu.kit.models.job import Lease, Schedule
from andu.kit.models.request_key import RequestKey

__all__ = ["Lease", "RequestKey", "Schedule"]
