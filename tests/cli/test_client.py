"""Which server is asked, and which is not."""

import datetime
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.cli.client import settings_of
from app.cli.refusal import Refusal
from app.core.data_dir import DataDir
from tests.cli.commands import taskyard
from tests.cli.stand_in import serving
from tests.needs import need

EMPTY: tuple[int, object] = (200, {"users": [], "next_cursor": None, "has_more": False})
USERS = "GET /api/v1/users"


def certificate(file: Path) -> Path:
    """Of nobody's, for no name that is asked for; with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "yard.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def test_a_server_with_its_own_certificate_is_known_by_it(tmp_path: Path) -> None:
    with serving(tmp_path / "yard", tls=certificate(tmp_path / "own.pem")) as server:
        server.answers[USERS] = EMPTY
        done = taskyard("user", "ls", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_server_with_another_certificate_is_told_nothing(tmp_path: Path) -> None:
    other = certificate(tmp_path / "other.pem").read_text().partition("-----BEGIN PRIVATE")[0]
    with serving(tmp_path / "yard", tls=certificate(tmp_path / "own.pem")) as server:
        told = (tmp_path / "yard" / "server.json").read_text()
        own = (tmp_path / "own.pem").read_text().partition("-----BEGIN PRIVATE")[0]
        swapped = told.replace(own.replace("\n", "\\n"), other.replace("\n", "\\n"))
        assert swapped != told
        (tmp_path / "yard" / "server.json").write_text(swapped)
        done = taskyard("user", "ls", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert server.asked == []


def test_what_listens_on_the_port_of_a_server_that_died_is_told_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "yard", holds=False) as stranger:
        stranger.answers[USERS] = EMPTY
        taskyard("setup-link", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert stranger.asked == []


def test_while_a_server_is_just_starting_one_is_told_to_try_again(tmp_path: Path) -> None:
    directory = DataDir.open(tmp_path / "yard")
    try:
        done = taskyard("user", "ls", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    finally:
        directory.close()
    assert done.returncode == 1
    assert f"in use by process {os.getpid()}" in done.stderr
    assert "try again" in done.stderr


@pytest.mark.parametrize("words", [("token",), ("user", "ls"), ("setup-link",), ("rotate-key",)])
def test_a_directory_that_is_not_there_is_not_made(words: tuple[str, ...], tmp_path: Path) -> None:
    done = taskyard(*words, "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert done.returncode == 1
    assert "start the server once" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_directory_of_somebody_else_is_told_with_what_to_do(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "only root can give a directory away")
    DataDir.open(tmp_path / "yard").close()
    os.chown(tmp_path / "yard", 65534, -1)
    done = taskyard("token", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert done.returncode == 4
    assert "sudo -u nobody taskyard" in done.stderr


def test_a_directory_that_cannot_be_looked_into_is_told_with_what_to_do(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "only root can become another user")
    inside = tmp_path / "closed" / "yard"
    inside.mkdir(parents=True)
    inside.parent.chmod(0o700)
    with pytest.raises(Refusal, match="is closed to nobody") as refused, somebody_else():
        settings_of(inside)
    assert refused.value.exit_code == 4


@contextmanager
def somebody_else() -> Iterator[None]:
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_the_token_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    DataDir.open(tmp_path / "yard").close()
    first, second = (
        taskyard("token", "--data", str(tmp_path / "yard"), cwd=tmp_path) for _ in range(2)
    )
    assert first.stdout.startswith("tyl_")
    assert first.stdout == second.stdout
    kept = tmp_path / "yard" / "local-token"
    assert kept.read_text() == first.stdout
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_without_a_server_there_is_nothing_to_set_up(tmp_path: Path) -> None:
    DataDir.open(tmp_path / "yard").close()
    done = taskyard("setup-link", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert done.returncode == 1
    assert "start it" in done.stderr
