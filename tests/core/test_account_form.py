import pytest

from app.core.account_form import name_of
from app.core.errors import Invalid


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Ren\u00e9e \U0001f469\u200d\U0001f680",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_a_name_is_kept_as_people_write_it(name: str) -> None:
    assert name_of(f" {name} ") == name


@pytest.mark.parametrize(
    "name", ["", " ", "Ad\u200da", "Ada\u200d", "\u200dAda", "Ada\u202eevil", "A\u0007", "x" * 101]
)
def test_a_name_that_could_pass_for_another_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        name_of(name)
