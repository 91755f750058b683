"""The addresses of the organisation."""

from django.urls import path

from gongping.organisation.views import imports, links, people, setup, tree, unit

app_name = "organisation"
urlpatterns = [
    path("organisation", tree.show, name="tree"),
    path("organisation/units/new", unit.add, name="unit_add"),
    path("organisation/units/<int:pk>", unit.show, name="unit"),
    path("organisation/units/<int:pk>/edit", unit.edit, name="unit_edit"),
    path("organisation/units/<int:pk>/end", unit.end, name="unit_end"),
    path("organisation/units/<int:pk>/links", links.of_unit, name="unit_links"),
    path("organisation/links", links.matrix, name="matrix"),
    path("organisation/leaders/<int:pk>/links", links.of_leader, name="leader_links"),
    path("organisation/people", people.table, name="people"),
    path("organisation/people/new", people.add, name="person_add"),
    path("organisation/people/<int:pk>", people.show, name="person"),
    path("organisation/people/<int:pk>/edit", people.edit, name="person_edit"),
    path("organisation/setup", setup.show, name="setup"),
    path("organisation/setup/name", setup.rename, name="rename"),
    path("organisation/categories/new", setup.add_category, name="category_add"),
    path("organisation/categories/<int:pk>", setup.category, name="category"),
    path(
        "organisation/categories/<int:pk>/delete",
        setup.delete_category,
        name="category_delete",
    ),
    path("organisation/import", imports.home, name="import_home"),
    path("organisation/import/template.xlsx", imports.template, name="import_template"),
    path("organisation/import/<int:pk>", imports.preview, name="import_preview"),
    path("organisation/import/<int:pk>/apply", imports.apply, name="import_apply"),
    path("organisation/import/<int:pk>/undo", imports.undo, name="import_undo"),
    path(
        "organisation/import/<int:pk>/discard", imports.discard, name="import_discard"
    ),
]
