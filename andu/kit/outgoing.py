"""The one way out: a request to an address somebody has typed, which must not lead back into our
own network (SSRF), follow anybody elsewhere, or keep us waiting."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

PATIENCE = 5  # seconds for each step
ALTOGETHER = 10  # seconds for the whole, however slowly it drips
PORTS = {"http": 80, "https": 443}
# Addresses that stand for others: what they lead to is not seen from them.
TRANSLATED = [ipaddress.ip_network(one) for one in ("64:ff9b::/32", "2002::/16", "2001::/32")]


class Unreachable(Exception):
    """The request was not made, or not answered; the reason is for people."""


@dataclass(frozen=True)
class Target:
    """A host that was looked at: its name, the address to connect to, the rest."""

    scheme: str
    host: str
    address: str
    port: int
    path: str


def checked(url: str, allowed: Collection[str] = ()) -> Target:
    """Where an address leads. Unreachable when it is none of ours to go to: anything but http(s),
    or a host with an address that is not public, unless its name is among the `allowed`."""
    if not url.isascii() or any(char <= " " or char == "\x7f" for char in url):
        raise Unreachable(_("地址里不能有空格和中文，请按编码后的写法填写。"))
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Unreachable(_("地址写得不对，请核对。")) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Unreachable(_("地址要以 http:// 或 https:// 开头，不含用户名和口令。"))
    host = parts.hostname.rstrip(".").lower()
    found = _addresses(host, port)
    if host not in allowed and not all(map(_is_public, found)):
        words = _(
            "{host} 不是公网地址，不能推送；确需推送的，请系统管理员写进参数“可以推送的内部主机”。"
        )
        raise Unreachable(words.format(host=host))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, found[0], port, path)


def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Collection[str] = ()) -> int:
    """Send once and give the status; nobody is followed elsewhere. The host is looked up once, and
    the address that was looked at is the one connected to."""
    target = checked(url, allowed)
    made = _Plain(target) if target.scheme == "http" else _Secure(target)
    clock = threading.Timer(ALTOGETHER, made.cut)
    clock.start()
    try:
        made.request("POST", target.path, body, dict(headers))
        return made.getresponse().status
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        raise Unreachable(_why(error)) from error
    finally:
        clock.cancel()
        made.close()


def _why(error: Exception) -> str:
    """What went wrong, and where to look."""
    if isinstance(error, ConnectionRefusedError):
        return _("没有送到：对方没有开这个端口，请核对地址，看对方的服务是否在运行。")
    if isinstance(error, TimeoutError):
        return _("没有送到：对方 {n} 秒内没有回答。").format(n=PATIENCE)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("没有送到：对方的证书核对不过，请对方更换证书。")
    if isinstance(error, ssl.SSLError):
        return _("没有送到：对方不接受加密连接，请核对地址是 http 还是 https。")
    if isinstance(error, OSError) and not isinstance(error, ConnectionError):
        return _("没有送到：连不上对方的主机，请检查网络。")
    return _("没有送到：连接中断，对方没有答完。")


def _addresses(host: str, port: int) -> list[str]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(_("找不到主机 {host}，请核对地址。").format(host=host)) from None
    return [str(row[4][0]) for row in rows]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _is_public(str(address.ipv4_mapped))
        if any(address in one for one in TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


class _Plain(http.client.HTTPConnection):
    """A connection to the very address that was looked at."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self.target = target

    def connect(self) -> None:
        """To the address, not to the name."""
        where = (self.target.address, self.target.port)
        self.sock = socket.create_connection(where, PATIENCE)

    def cut(self) -> None:
        """End it, whatever it is waiting for."""
        sock = self.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


class _Secure(_Plain):
    """The same with TLS, checked against the name."""

    default_port = 443

    def connect(self) -> None:
        """To the address; the certificate is that of the name."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.target.host)
