import pytest
from django.test import Client, override_settings

from gongping.demo.cast import OFFICE
from gongping.demo.links import ROLES, token_for
from gongping.foundation.actors import Role
from gongping.foundation.errors import Missing
from tests.world import build_world


@pytest.mark.django_db
def test_a_link_signs_its_person_in() -> None:
    build_world()

    page = Client().get(f"/demo/{token_for('unit')}", follow=True)

    assert page.status_code == 200
    assert "资源保护司负责人" in page.content.decode()


@pytest.mark.django_db
def test_a_forged_link_signs_nobody_in() -> None:
    build_world()

    page = Client().get("/demo/InVuaXQi:forged")

    assert page.status_code == 404
    assert "演示链接" in page.content.decode()


def test_there_are_no_links_outside_the_demo() -> None:
    with override_settings(IS_DEMO=False), pytest.raises(Missing):
        token_for("system")


def test_every_scrutineer_of_the_demo_has_a_link() -> None:
    with_link = {role.username for role in ROLES}
    seats = {name for name, _label, role in OFFICE if role == Role.SCRUTINEER}
    assert len(seats) == 3
    assert seats <= with_link
