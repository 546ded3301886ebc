"""What this room knows: files and their versions, files still arriving, the text of files."""

from andu.files.models.file import Chain, File, FileQuery
from andu.files.models.text import FileText
from andu.files.models.upload import Upload

__all__ = ["Chain", "File", "FileQuery", "FileText", "Upload"]
