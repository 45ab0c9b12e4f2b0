from app.core.security import opaque
from app.core.security.refresh_token import RefreshToken


def test_an_api_token_carries_a_checksum() -> None:
    token = opaque.new_api_token()
    assert opaque.is_api_token(token)
    assert len(token) == 49
    for at in range(len(token)):
        wrong = token[:at] + ("a" if token[at] != "a" else "b") + token[at + 1 :]
        assert not opaque.is_api_token(wrong)


def test_what_is_like_an_api_token_is_none() -> None:
    token = opaque.new_api_token()
    for text in (
        "", "ty_", token[:-1], f"{token}0", f"{token}\n", f" {token}", token.upper(),
        f"ty_{'é' * 46}", token.replace("ty_", "tys_"), opaque.new_secret("ty_"),
    ):  # fmt: skip
        assert not opaque.is_api_token(text)


def test_secrets_are_long_and_never_the_same() -> None:
    secrets = {opaque.new_secret("tys_") for _ in range(1000)}
    assert len(secrets) == 1000
    assert {len(secret) for secret in secrets} == {44}
    assert all(secret.startswith("tys_") and secret.isascii() for secret in secrets)


def test_any_text_has_a_digest() -> None:
    assert len({opaque.digest(text) for text in ("", "a", "é", "\ud800", "a" * 10**6)}) == 5


def test_a_refresh_token_is_read_as_it_was_written() -> None:
    token = RefreshToken.first()
    assert RefreshToken.parse(token.text) == token
    for text in ("", token.text[:-1], f"{token.text}a", f"{token.text}\n", token.text[4:]):
        assert RefreshToken.parse(text) is None


def test_a_successor_is_of_the_same_family_and_another_token() -> None:
    token = RefreshToken.first()
    successor = token.successor()
    assert successor.family_digest == token.family_digest
    assert successor.digest != token.digest
    assert RefreshToken.first().family_digest != token.family_digest


def test_only_the_token_before_opens_its_sealed_successor() -> None:
    token = RefreshToken.first()
    successor = token.successor()
    sealed = token.seal(successor)
    assert token.unseal(sealed) == successor
    assert successor.fresh.encode() not in sealed
    assert token.successor()._crypt(sealed) != successor.fresh.encode()


def test_a_refresh_token_is_not_shown() -> None:
    token = RefreshToken.first()
    assert token.family not in repr(token)
    assert token.fresh not in repr(token)
