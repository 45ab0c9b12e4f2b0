"""Where it may listen, and as what it is known."""

import os
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.core.settings_serving import PublicUrl
from app.core.settings_source import BadSettings, read_settings
from app.core.settings_warnings import warnings_about


def refusal(directory: Path, **flags: object) -> str:
    with pytest.raises(BadSettings) as refused:
        read_settings(flags=flags, directory=directory)
    return str(refused.value)


def made(**settings: object) -> Settings:
    return Settings.model_validate(settings)


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    file = tmp_path / "some.pem"
    file.touch()
    return file


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "fe80::1"])
def test_beyond_loopback_it_takes_tls_or_a_proxy(host: str, tmp_path: Path, pem: Path) -> None:
    assert "give --tls-cert and --tls-key, or --behind-proxy" in refusal(tmp_path, host=host)
    assert made(host=host, tls_cert=pem, tls_key=pem).host == host
    assert made(host=host, behind_proxy=True, public_url="https://yard.lan").host == host


def test_a_certificate_takes_its_key_and_a_key_its_certificate(tmp_path: Path, pem: Path) -> None:
    assert "go together" in refusal(tmp_path, tls_cert=pem)
    assert "go together" in refusal(tmp_path, tls_key=pem)
    assert "cannot be read" in refusal(tmp_path, tls_key=tmp_path / "none", tls_cert=pem)


def test_a_proxy_takes_the_public_url(tmp_path: Path) -> None:
    assert "TASKYARD_PUBLIC_URL" in refusal(tmp_path, behind_proxy=True)


@pytest.mark.parametrize(
    ("text", "origin", "base_path"),
    [
        ("https://Yard.example.org/", "https://yard.example.org", ""),
        ("https://yard.example.org:443/tasks/", "https://yard.example.org", "/tasks"),
        ("http://localhost:8888", "http://localhost:8888", ""),
        ("http://[::1]:80/a/b", "http://[::1]", "/a/b"),
    ],
)
def test_a_public_url_is_a_host_and_perhaps_a_base_path(
    text: str, origin: str, base_path: str
) -> None:
    url = PublicUrl.parse(text)
    assert (url.origin, url.base_path) == (origin, base_path)
    assert url.is_secure == origin.startswith("https")
    assert PublicUrl.parse(str(url)) == url


@pytest.mark.parametrize(
    "text",
    [
        "yard.example.org",
        "ftp://yard",
        "https://",
        "https://me:pw@yard",
        "https://yard/a?b",
        "https://yard/#a",
        "https://yard/a b",
        "https://yard/a//b",
        "https://yard/%2e",
        "https://yard:port",
        "https://yard:0x1f",
        "https://ya rd",
        "https://yard\\evil",
        "https://yard/api",
        "https://yard/assets/a",
    ],
)
def test_anything_else_is_refused(text: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, public_url=text).startswith("--public-url: ")


def test_requests_may_name_the_public_host_and_the_address_that_is_listened_on(pem: Path) -> None:
    tls = {"tls_cert": pem, "tls_key": pem}
    assert made(host="192.168.1.2", **tls).hosts == ("192.168.1.2", "127.0.0.1:8888")
    public = made(host="0.0.0.0", public_url="https://yard.lan:8443", **tls)
    assert public.hosts == ("yard.lan:8443",)
    assert made(allowed_hosts=("yard",)).hosts[-1] == "yard"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("0.0.0.0", "https://127.0.0.1:8888"),
        ("::", "https://[::1]:8888"),
        ("192.168.1.2", "https://127.0.0.1:8888"),
        ("127.0.0.5", "https://127.0.0.5:8888"),
        ("localhost", "https://localhost:8888"),
    ],
)
def test_those_on_this_machine_reach_it_by_loopback(host: str, local: str, pem: Path) -> None:
    assert made(host=host, tls_cert=pem, tls_key=pem).local_url == local


@pytest.mark.parametrize("proxy", ["10.0.0.0/8", "::1", "fd00::/8"])
def test_proxies_are_addresses_and_networks(proxy: str, tmp_path: Path) -> None:
    assert made(trusted_proxies=f"{proxy}, 127.0.0.1").trusted_proxies == (proxy, "127.0.0.1")


@pytest.mark.parametrize("proxy", ["*", "nginx", "10.0.0.1/8"])
def test_a_proxy_is_never_trusted_by_name(proxy: str, tmp_path: Path) -> None:
    assert "neither an address nor a network" in refusal(tmp_path, trusted_proxies=proxy)


def test_the_first_administrator_takes_one_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pem: Path
) -> None:
    email = "ben@example.org"
    assert "TASKYARD_ADMIN_PASSWORD_FILE" in refusal(tmp_path, admin_email=email)
    assert "TASKYARD_ADMIN_EMAIL" in refusal(tmp_path, admin_password_file=pem)
    both = {"admin_password": "x", "admin_password_file": pem}
    assert "give one" in refusal(tmp_path, admin_email=email, **both)
    pem.write_text("correct horse\n")
    assert made(admin_email=email, admin_password_file=pem).first_password() == "correct horse"
    assert made(admin_email=email, admin_password="a b").first_password() == "a b"
    assert made().first_password() is None


def warned(**settings: object) -> str:
    return "\n".join(warnings_about(made(**settings)))


def test_what_is_doubtful_about_the_door_is_warned_about(pem: Path) -> None:
    tls = {"tls_cert": pem, "tls_key": pem}
    assert "only requests for localhost" in warned(host="0.0.0.0", **tls)
    assert "is not https" in warned(behind_proxy=True, public_url="http://yard.lan")
    assert "is not https" not in warned(behind_proxy=True, public_url="http://localhost:80")
    assert "REGISTRATION is open" in warned(host="10.0.0.1", registration="open", **tls)
    proxy = {"behind_proxy": True, "public_url": "https://yard.lan"}
    assert "seems to come from the proxy" in warned(**proxy, trusted_proxies="")


def test_running_commands_as_root_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "TASKYARD_RUN_AS" in warned()
    assert "TASKYARD_RUN_AS" not in warned(run_as="ben")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "TASKYARD_RUN_AS" not in warned()
