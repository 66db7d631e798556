"""What every target is held to that puts packages side by side into a folder (archive/targets/shelf.py)."""

import os

import pytest

from archive.errors import Rejected, Unavailable
from archive.targets.protocol import Holding, Ticket
from tests.targets.contract import parcel_at


class ShelfContract:
    """Subclasses say how to open the target on a folder, `open_at(root)`, its `codes`, and the `suffix` of a package's name.

    Their modules have a fixture `root`: an empty folder.
    """

    suffix = ""

    def put(self, target, parcel):
        return target.commit(parcel, target.stage(parcel, target.find(parcel), lambda ticket: None))

    def test_what_cannot_be_removed(self, bag, root, monkeypatch):
        """Litter that stays is told, for the next run to try again."""
        target = self.open_at(root)
        with parcel_at(bag) as parcel:
            ticket = target.stage(parcel, None, lambda ticket: None)
        monkeypatch.setattr("archive.targets.shelf.remove", lambda path: None)
        with pytest.raises(Unavailable) as refused:
            target.rollback(ticket)
        assert refused.value.code == self.codes.litter

    def test_two_deposits_of_two_bags_for_one_place(self, bag, changed_bag, root):
        """The second to commit is told, and run again becomes the next version; the first stands."""
        first, second = self.open_at(root), self.open_at(root)
        with parcel_at(bag) as old, parcel_at(changed_bag) as new:
            one, two = (
                target.stage(parcel, None, lambda ticket: None)
                for target, parcel in ((first, old), (second, new))
            )
            held = first.commit(old, one)
            with pytest.raises(Unavailable) as refused:
                second.commit(new, two)
            assert refused.value.code == self.codes.lost
            second.rollback(two)
            assert self.put(second, new).version == "2"
            assert os.path.lexists(held.location)

    def test_two_deposits_of_one_bag(self, bag, root):
        """The second to commit gives the first's holding, and nothing of its own is left."""
        first, second = self.open_at(root), self.open_at(root)
        with parcel_at(bag) as parcel:
            one, two = (target.stage(parcel, None, lambda ticket: None) for target in (first, second))
            assert first.commit(parcel, one) == second.commit(parcel, two)
        assert [path.name for path in root.iterdir()] == [f"{parcel.name}{self.suffix}"]

    def test_a_commit_of_what_is_gone(self, bag, root):
        """If what was staged was removed by another, that is told."""
        target = self.open_at(root)
        with parcel_at(bag) as parcel:
            ticket = target.stage(parcel, None, lambda ticket: None)
            target.rollback(ticket)
            with pytest.raises(Unavailable) as refused:
                target.commit(parcel, ticket)
        assert refused.value.code == self.codes.lost

    @pytest.mark.parametrize("reference", ["../../etc", "", "x" * 16, "0123456789abcdef/.."])
    def test_a_ticket_that_was_not_given_here(self, reference, root):
        """Nothing but what was staged here is ever removed."""
        with pytest.raises(Rejected) as refused:
            self.open_at(root).rollback(Ticket(reference))
        assert refused.value.code == self.codes.strange

    @pytest.mark.parametrize("location", ["/etc/hostname", "{root}/../other", "{root}/a/b", "{root}"])
    def test_a_holding_that_is_not_here(self, location, root):
        """What a receipt names elsewhere is not read."""
        with pytest.raises(Rejected) as refused:
            list(self.open_at(root).read_back(Holding(location.format(root=root), "1"), ["objects/x"]))
        assert refused.value.code == self.codes.strange
