from andu.kit.models.counter import Counter
from andu.kit.models.job import Lease, Schedule
from andu.kit.models.request_key import RequestKey

__all__ = ["Counter", "Lease", "RequestKey", "Schedule"]
