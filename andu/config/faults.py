"""One line for a fault of the machine, saying what to do."""

import errno
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext

FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def words(text: str) -> str:
    """Translated where the settings could be read; they may be what is broken."""
    try:
        return gettext(text)
    except Exception:
        return text


_ = words


def explain(error: Exception) -> str:
    """What is wrong in one line, without a trace."""
    if isinstance(error, OSError) and error.errno:
        return of_file(error, error.filename or "")
    text = " ".join(str(error).split())
    if isinstance(error, DatabaseError):
        return _database(text)
    return _("出错了：{kind}：{text}。设置 ANDU_TRACEBACK=1 再运行可见详情。").format(
        kind=type(error).__name__, text=text
    )


def of_file(error: OSError, path: Path | str) -> str:
    """One line for a fault of the file system."""
    if error.errno in FULL:
        return _("{path} 所在磁盘已满，请清理出至少 100 MB 后再运行。").format(path=path)
    if error.errno in FORBIDDEN:
        return _("没有读写 {path} 的权限，请改变目录属主，或用 ANDU_DATA 指定别的目录。").format(
            path=path
        )
    return _("{path} 不可用：{why}。").format(path=path, why=error.strerror or error)


def _database(text: str) -> str:
    if "full" in text:
        return _("数据库所在磁盘已满，请清理出至少 100 MB 后再运行。")
    if "readonly" in text or "unable to open" in text:
        return _("没有读写数据库文件的权限，请改变数据目录的属主。")
    if "no such table" in text or "does not exist" in text:
        return _("数据库还不是这个版本的，请先运行 andu migrate。（{text}）").format(text=text)
    return _("数据库不可用：{text}。请检查 DATABASE_URL 与数据库服务。").format(text=text)
