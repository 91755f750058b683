"""What the database knows before an import, by the keys that the workbook uses."""

from dataclasses import dataclass, field

from gongping.organisation.models import (
    LeaderUnitLink,
    Level,
    Organisation,
    Person,
    Post,
    PostKind,
    Unit,
    UnitCategory,
)

PostKey = tuple[str, int | None]


@dataclass(slots=True)
class Known:
    """Today's units by name, people by number, their posts and links."""

    level: str
    categories: dict[str, UnitCategory]
    units: dict[str, Unit]
    people: dict[str, Person]
    posts: dict[int, dict[PostKey, Post]] = field(default_factory=dict)
    links: dict[tuple[str, str], LeaderUnitLink] = field(default_factory=dict)

    def kinds_of(self, person: Person) -> frozenset[str]:
        """Return the kinds of posts that the person holds today."""
        return frozenset(kind for kind, _unit in self.posts.get(person.pk, {}))

    def is_leader(self, person: Person) -> bool:
        """Tell whether the person is a leader today."""
        return (PostKind.LEADER, None) in self.posts.get(person.pk, {})


def load() -> Known:
    """Return what is known now. Six queries, whatever the size."""
    organisation = Organisation.objects.first()
    known = Known(
        level=organisation.level if organisation else Level.MINISTRY,
        categories={category.name: category for category in UnitCategory.objects.all()},
        units={
            unit.name: unit
            for unit in Unit.objects.filter(ended_on__isnull=True).select_related(
                "category", "parent"
            )
        },
        people={
            person.staff_no: person for person in Person.objects.select_related("unit")
        },
    )
    for post in Post.objects.filter(ended_on__isnull=True).select_related("unit"):
        held = known.posts.setdefault(post.person_id, {})
        held[post.kind, post.unit_id] = post
    for link in LeaderUnitLink.objects.filter(ended_on__isnull=True).select_related(
        "leader", "unit"
    ):
        known.links[link.leader.staff_no, link.unit.name] = link
    return known
