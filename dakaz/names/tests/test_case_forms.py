"""A protected name is found in the case forms that grammars list; made by morphological dictionaries."""

from __future__ import annotations

import pytest

from dakaz.names import Needles

FORMS = [
    ("Sławomir Mróz", "Sławomirze Mrozie"),
    ("Barbara Orzeł", "Barbarze Orzeł"),
    ("Janusz Orzeł", "Janusza Orła"),
    ("Jadwiga Nowicka", "Jadwidze Nowickiej"),
    ("Daniel Dudek", "Danielem Dudkiem"),
    ("Jan Gołąb", "Jana Gołębia"),
    ("Тихін Шкіль", "Тихона Шкіля"),
    ("Генрієтта Петрицька", "Генрієтті Петрицькій"),
    ("Ренатта Ломова", "Ренатте Ломовой"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_form_of_a_whole_name_is_a_full_hit(name, form):
    (hit, *_) = Needles({"p": [name]}).find(f"… {form} …")
    assert (hit.extent, hit.text) == ("full", form)
