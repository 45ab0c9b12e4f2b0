"""What it takes to be reached by others, tried with the real programs."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.test_client import certificate
from tests.needs import need
from tests.server.standing import ADMIN, EMAIL, PASSWORD, standing, taskyard

HOST = "yard.example.org"
LOGIN = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    """The certificate, the chain and the key in one file."""
    return certificate(tmp_path / "own.pem")


def test_without_an_administrator_it_does_not_start(tmp_path: Path, pem: Path) -> None:
    flags = ("--host", "0.0.0.0", "--port", "0", "--tls-cert", str(pem), "--tls-key", str(pem))
    done = taskyard("serve", "--data", str(tmp_path / "yard"), *flags, cwd=tmp_path)
    assert done.returncode == 1
    assert "TASKYARD_ADMIN_EMAIL" in done.stderr
    assert "taskyard user add" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "yard" / "setup-link").exists()


def test_a_certificate_without_its_key_is_told(tmp_path: Path, pem: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.touch()
    flags = ("--port", "0", "--tls-cert", str(pem), "--tls-key", str(empty))
    done = taskyard("serve", "--data", str(tmp_path / "yard"), *flags, cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot speak HTTPS" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_it_speaks_https_itself_and_the_command_line_knows_it(
    host: str, tmp_path: Path, pem: Path
) -> None:
    need(":" not in host or socket.has_ipv6, "no IPv6 here")
    data = tmp_path / "yard"
    flags = ("--host", host, "--tls-cert", str(pem), "--tls-key", str(pem))
    with standing(data, *flags, variables=ADMIN) as yard:
        assert yard.server.url.startswith("https://")
        done = taskyard("user", "ls", "--data", str(data), cwd=tmp_path)
        assert EMAIL in done.stdout, done.stderr
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with httpx.Client(verify=old, trust_env=False) as client:
            assert client.get(f"{yard.server.url}/healthz").status_code == 200
        with httpx.Client(trust_env=False) as client, pytest.raises(httpx.ConnectError):
            client.get(f"{yard.server.url}/healthz")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def nginx(folder: Path, pem: Path, port: int, upstream: str, path: str = "/yard") -> list[str]:
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(f"""
daemon off; pid {folder}/pid; error_log stderr;
{"user root;" if os.geteuid() == 0 else ""}
events {{}}
http {{
  access_log off; {temporary}
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name {HOST};
    ssl_certificate     {pem};
    ssl_certificate_key {pem};
    location {path}/ {{
        proxy_pass {upstream};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_buffering off;
        proxy_read_timeout 1h;
    }}
  }}
}}
""")
    return ["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, pem: Path, port: int, upstream: str) -> list[str]:
    (folder / "Caddyfile").write_text(f"""
{{
  admin off
  auto_https off
}}
https://{HOST}:{port} {{
  bind 127.0.0.1
  tls {pem} {pem}
  handle /yard/* {{
    reverse_proxy {upstream}
  }}
}}
""")
    return ["caddy", "run", "--config", str(folder / "Caddyfile")]


@contextmanager
def proxied(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with subprocess.Popen(
        command,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as proxy:
        assert proxy.stderr
        give_up_at = time.monotonic() + 20
        while True:
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert proxy.poll() is None, proxy.stderr.read()
            assert time.monotonic() < give_up_at
            time.sleep(0.02)
        try:
            yield
        finally:
            proxy.terminate()
            proxy.communicate(timeout=20)


@pytest.mark.parametrize(("name", "make"), [("nginx", nginx), ("caddy", caddy)])
def test_behind_a_proxy_with_tls_and_a_base_path(
    name: str, make: Callable[[Path, Path, int, str], list[str]], tmp_path: Path, pem: Path
) -> None:
    need(shutil.which(name), f"there is no {name}")
    port = free_port()
    public = f"https://{HOST}:{port}/yard"
    variables = {**ADMIN, "TASKYARD_PUBLIC_URL": public}
    with standing(tmp_path / "data", "--behind-proxy", variables=variables) as yard:
        assert yard.said[0].startswith(f"Taskyard runs at {public} ")
        command = make(tmp_path, pem, port, yard.server.url)
        with proxied(command, port, tmp_path), _browser(port) as client:
            _find_the_page(client)
            _sign_in_and_watch(client, public)


def _browser(port: int) -> httpx.Client:
    """It comes by the address and says the name."""
    return httpx.Client(
        base_url=f"https://127.0.0.1:{port}/yard",
        headers={"Host": f"{HOST}:{port}", "X-Forwarded-For": "198.51.100.1"},
        verify=False,
        trust_env=False,
        timeout=20,
    )


def _find_the_page(client: httpx.Client) -> None:
    """All that it loads is named as seen from its base; where it is not built there is nothing."""
    extensions = {"sni_hostname": HOST}
    for path in ("/", "/tasks/5/logs"):
        page = client.get(path, headers={"Accept": "text/html"}, extensions=extensions)
        assert '<base href="/yard/"' in page.text
        for name in re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.text):
            assert client.get(f"/{name}", extensions=extensions).status_code == 200


def _sign_in_and_watch(client: httpx.Client, public: str) -> None:
    extensions = {"sni_hostname": HOST}
    origin = public.removesuffix("/yard")
    login = "/api/v1/auth/login"
    foreign = client.post(
        login, json=LOGIN, headers={"Origin": "https://evil.example"}, extensions=extensions
    )
    assert foreign.status_code == 403
    answer = client.post(
        login,
        json={**LOGIN, "cookie": True},
        headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
        extensions=extensions,
    )
    assert answer.is_success, answer.text
    cookie = answer.headers["set-cookie"]
    assert "Secure" in cookie
    assert "Path=/yard" in cookie
    mine = {"Origin": origin, "Cookie": cookie.partition(";")[0]}
    script = "for i in 1 2 3; do echo line $i; sleep 0.2; done; sleep 60"
    made = client.post(
        "/api/v1/tasks", json={"command": script}, headers=mine, extensions=extensions
    )
    assert made.headers["location"].startswith("/yard/api/v1/tasks/")
    stream = f"/api/v1/tasks/{made.json()['id']}/logs/stream"
    with client.stream("GET", stream, headers=mine, extensions=extensions) as lines:
        # It runs on: had anything been kept back, the third line would not be here.
        assert next(line for line in lines.iter_lines() if "line 3" in line)
