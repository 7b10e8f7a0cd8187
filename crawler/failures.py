"""Why no connection came about, in Chinese: the libraries say it in English, and an office reads it."""

import errno
import ssl

import aiohttp

OTHERWISE = "没有连上"
NUMBERS = {
    errno.ECONNREFUSED: "服务器拒绝连接",
    errno.ECONNRESET: "服务器中途断开",
    errno.ECONNABORTED: "服务器中途断开",
    errno.EPIPE: "服务器中途断开",
    errno.EHOSTUNREACH: "到服务器的网络不通",
    errno.ENETUNREACH: "到服务器的网络不通",
    errno.ENETDOWN: "本机没有网络",
    errno.ETIMEDOUT: "服务器没有回应",
    errno.EMFILE: "本机打开的文件太多",
}
CERTIFICATES = {  # OpenSSL's X509_V_ERR_…
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书是自签的",
    19: "证书链里有自签的证书",
    20: "签发证书的机构不受信任",
    21: "证书链不完整",
    23: "证书已吊销",
    62: "证书不是这个域名的",
    64: "证书不是这个地址的",
}
HANDSHAKES = {
    "WRONG_VERSION_NUMBER": "对方说的不是 TLS",
    "UNSUPPORTED_PROTOCOL": "双方没有共同的 TLS 版本",
    "TLSV1_ALERT_PROTOCOL_VERSION": "双方没有共同的 TLS 版本",
    "DH_KEY_TOO_SMALL": "对方的密钥太短",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "双方没有共同的加密方式",
}


def unreachable(error: Exception) -> str:
    """For a connection that failed or broke off."""
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "服务器没有应答就断开"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"应答 {error.status}"
    return NUMBERS.get(getattr(error, "errno", None) or 0, OTHERWISE)


def untrusted(error: aiohttp.ClientSSLError) -> str:
    """For a certificate or a handshake."""
    cause = error.certificate_error if isinstance(error, aiohttp.ClientConnectorCertificateError) else error.os_error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return CERTIFICATES.get(cause.verify_code, "证书不可信")
    return HANDSHAKES.get(getattr(cause, "reason", None) or "", "握手没有成功")
