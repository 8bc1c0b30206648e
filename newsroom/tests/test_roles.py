import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def permissions(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_each_role_may_all_that_the_one_before_it_may():
    assert permissions("Reader") < permissions("Editor") < permissions("Archivist")


def test_reader_may_only_look_and_save_searches_of_their_own():
    assert {held for held in permissions("Reader") if ".view_" not in held} == {"newsroom.add_savedsearch"}
    assert {"articles.view_article", "entities.view_person", "entities.view_quote"} <= permissions("Reader")


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("entities.change_person", {"Editor", "Archivist"}),
        ("articles.change_caption", {"Editor", "Archivist"}),
        ("entities.delete_keptapart", {"Editor", "Archivist"}),
        ("articles.add_ingestrun", {"Archivist"}),
        ("entities.bulk_decide", {"Archivist"}),
        ("auth.change_user", {"Archivist"}),
        ("articles.change_article", set()),
        ("entities.change_quotepart", set()),
        ("auth.change_group", set()),
        ("auth.delete_user", set()),
    ],
)
def test_permission_belongs_to_these_roles(permission, roles):
    assert {role for role in ("Reader", "Editor", "Archivist") if permission in permissions(role)} == roles


def test_no_role_may_delete_what_holds_a_decision():
    deletable = {permission for permission in permissions("Archivist") if ".delete_" in permission}
    assert deletable == {
        "entities.delete_alias",
        "entities.delete_keptapart",
        "axes.delete_accessattempt",
        "newsroom.delete_savedsearch",
        "newsroom.delete_feedaddress",
    }


@pytest.mark.django_db(transaction=True)
def test_roles_migration_can_be_undone_and_redone():
    before = permissions("Archivist")
    call_command("migrate", "newsroom", "zero", verbosity=0)
    assert not Group.objects.exists()
    call_command("migrate", verbosity=0)  # those of other apps that build on the roles too
    assert permissions("Archivist") == before
