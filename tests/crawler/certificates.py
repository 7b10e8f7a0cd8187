"""Certificates for https on 127.0.0.1, sound ones and bad ones."""

import ssl
import warnings
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BEGIN = datetime(2020, 1, 1)
HOST = "tls.localhost"


class Authority:
    """Issues certificates; `file` is its own, for those who trust it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = name("authority.example")
        self.file = folder / "authority.pem"
        own = certificate(self.name, self.key, self.name, self.key, ends=2046, host="", authority=True)
        self.file.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(self, fault: str) -> ssl.SSLContext:
        """For a server named HOST; `fault` is "" or what is wrong: expired, other name, self-signed, old protocol."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = "other.localhost" if fault == "other name" else HOST
        issuer, signer = (name(host), key) if fault == "self-signed" else (self.name, self.key)
        made = certificate(name(host), key, issuer, signer, ends=2021 if fault == "expired" else 2046, host=host)
        context = serving_with(self.folder / f"{fault or 'sound'}.pem", key, made)
        if fault == "old protocol":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
            context.set_ciphers("DEFAULT@SECLEVEL=0")
        return context


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    *,
    ends: int,
    host: str,
    authority: bool = False,
) -> x509.Certificate:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(BEGIN).not_valid_after(BEGIN.replace(year=ends))
    builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def serving_with(file: Path, key: ec.EllipticCurvePrivateKey, made: x509.Certificate) -> ssl.SSLContext:
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
