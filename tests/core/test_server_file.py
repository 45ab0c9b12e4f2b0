import stat
from pathlib import Path

from app.core.server_file import ServerFile, first_certificate

SERVER = ServerFile(url="http://127.0.0.1:1", public_url="https://yard.lan/a", pid=7)


def test_what_is_written_is_read_and_only_by_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    SERVER.write(path)
    assert ServerFile.read(path) == SERVER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_nothing_runs_there_is_none(tmp_path: Path) -> None:
    assert ServerFile.read(tmp_path / "server.json") is None


def test_of_a_chain_only_the_servers_own_certificate_is_told(tmp_path: Path) -> None:
    one, other = (
        f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n" for text in "ab"
    )
    chain = tmp_path / "chain.pem"
    chain.write_text(f"Subject: x\n{one}{other}")
    assert first_certificate(chain) == one
