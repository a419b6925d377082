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
    ("Ханна Зеттель", "Ханна Зеттель"),
    ("Ольга Муха", "Ользі Мусі"),
    ("Вольга Муха", "Вользе Мусе"),
    ("Зоя Муха", "Зоєю Мухою"),
    ("Виктор Цой", "Виктором Цоем"),
    ("Іван Швець", "Івана Шевця"),
    ("Петър Стоянов", "Петре Стоянов"),
    ("Petr Švec", "Petra Ševce"),
    ("Jitka Malá", "Jitce Malé"),
    ("Petr Vlach", "Petrem Vlachem"),
    ("Tomáš Zettel", "Tomáše Zettela"),
    ("Karel Glück", "Karlem Glückem"),
    ("Petr Pfau", "Petru Pfauovi"),
    ("Pavel Pachel", "Pavla Pachla"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_form_of_a_whole_name_is_a_full_hit(name, form):
    (hit, *_) = Needles({"p": [name]}).find(f"… {form} …")
    assert (hit.extent, hit.text) == ("full", form)
