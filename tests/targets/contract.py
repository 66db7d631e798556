"""What every target is held to. A target's own tests subclass TargetContract and say how to open it."""

import dataclasses
from contextlib import contextmanager

import pytest

from archive.bag.reader import open_bag
from archive.errors import DepositError, Rejected
from archive.findings import errors
from archive.fixity import measure
from archive.journal import Journal, State
from archive.targets.parcel import parcel_of
from archive.targets.protocol import listed
from archive.workflows.sending import Errand, Sent, send
from tests.targets.moments import CLOCK, Killed, Watched, moments


@contextmanager
def parcel_at(path):
    with open_bag(path) as bag:
        yield parcel_of(bag)


class TargetContract:
    """Subclasses give a fixture `open_new`: a function that opens the same, at first empty repository each time anew.

    Where the repository's storage can be reached, a method `spoil(holding, place)` flips one byte of what it holds.
    """

    spoil = None
    takes_plain = True  # whether a bag that is not one of ours is taken

    @pytest.fixture
    def target(self, open_new):
        target = open_new()
        yield target
        target.close()

    @pytest.fixture
    def parcel(self, bag):
        with parcel_at(bag) as parcel:
            yield parcel

    def put(self, target, parcel):
        found = target.find(parcel)
        ticket = target.stage(parcel, found, lambda ticket: None)
        return target.commit(parcel, ticket)

    def held(self, target, holding, parcel):
        places = listed(target.shipment(parcel).items)
        return {place: measure(chunks) for place, chunks in target.read_back(holding, places)}

    def wanted(self, target, parcel):
        return {item.place: measure(item.chunks()) for item in target.shipment(parcel).items}

    def test_what_is_put_comes_back_byte_for_byte(self, target, parcel):
        """Every item of the shipment is given back with the bytes that were sent, and nothing is missing."""
        holding = self.put(target, parcel)
        assert self.held(target, holding, parcel) == self.wanted(target, parcel)

    def test_a_bag_of_anybodys_comes_back_too(self, target, plain_bag):
        """Names with blanks, empty files and deep folders come back; a target for our bags alone refuses before it sends."""
        with parcel_at(plain_bag) as parcel:
            if not self.takes_plain:
                assert errors(target.preflight(parcel))
                return
            assert not errors(target.preflight(parcel))
            holding = self.put(target, parcel)
            assert self.held(target, holding, parcel) == self.wanted(target, parcel)

    def test_a_shipment_is_the_same_each_time(self, open_new, parcel):
        """Two targets opened alike would send the same bytes to the same places, and say the same of it."""
        first, second = open_new(), open_new()
        one, two = first.shipment(parcel), second.shipment(parcel)
        assert [(item.place, item.fixity) for item in one.items] == [
            (item.place, item.fixity) for item in two.items
        ]
        assert (one.description, one.lost) == (two.description, two.lost)
        assert len({item.place for item in one.items}) == len(one.items)
        first.close()
        second.close()

    def test_the_fixity_of_a_shipment_is_that_of_its_bytes(self, target, parcel):
        """An item's size and digests are those of the bytes it gives."""
        for item in target.shipment(parcel).items:
            assert measure(item.source()) == item.fixity

    def test_a_good_bag_passes_preflight_and_leaves_no_trace(self, target, parcel):
        """Nothing speaks against one of our own bags, and asking leaves nothing to be found."""
        assert errors(target.preflight(parcel)) == ()
        assert target.find(parcel) is None

    def test_it_is_found_by_another_process(self, open_new, target, parcel):
        """A target opened anew finds the holding, with the key of the bag that was sent."""
        holding = self.put(target, parcel)
        other = open_new()
        found = other.find(parcel)
        other.close()
        assert found == holding
        assert found.key == parcel.key

    def test_what_is_only_staged_is_not_shown(self, open_new, target, parcel):
        """Before the commit nobody finds it."""
        ticket = target.stage(parcel, None, lambda ticket: None)
        other = open_new()
        assert other.find(parcel) is None
        other.rollback(ticket)
        other.close()

    def test_a_commit_asked_again_gives_the_same(self, open_new, target, parcel):
        """A second commit of one ticket, from another process too, gives the same holding."""
        ticket = target.stage(parcel, None, lambda ticket: None)
        holding = target.commit(parcel, ticket)
        other = open_new()
        assert other.commit(parcel, ticket) == holding
        assert other.find(parcel) == holding
        other.close()

    def test_a_rollback_leaves_nothing(self, open_new, target, parcel):
        """After a rollback, asked twice, nothing is found, and the same bag can be put."""
        ticket = target.stage(parcel, None, lambda ticket: None)
        other = open_new()
        other.rollback(ticket)
        other.rollback(ticket)
        assert other.find(parcel) is None
        holding = self.put(other, parcel)
        assert self.held(other, holding, parcel) == self.wanted(other, parcel)
        other.close()

    def test_a_rollback_after_the_commit_does_nothing(self, target, parcel):
        """What is committed is not taken back."""
        ticket = target.stage(parcel, None, lambda ticket: None)
        holding = target.commit(parcel, ticket)
        target.rollback(ticket)
        assert target.find(parcel) == holding
        assert self.held(target, holding, parcel) == self.wanted(target, parcel)

    def test_every_ticket_that_was_noted_can_be_taken_back(self, open_new, target, parcel):
        """Whatever was noted while staging is enough for another process to take everything back."""
        notes = []
        notes.append(target.stage(parcel, None, notes.append))
        assert notes
        other = open_new()
        for ticket in notes:
            other.rollback(ticket)
        assert other.find(parcel) is None
        other.close()

    def test_a_changed_bag(self, target, bag, changed_bag):
        """Of a changed bag a target with versions makes a new one and still gives the old; another refuses it."""
        with parcel_at(bag) as old, parcel_at(changed_bag) as new:
            assert (old.identifier, old.key) != (new.identifier, new.key)
            assert old.identifier == new.identifier
            first = self.put(target, old)
            if not target.capabilities().versions:
                with pytest.raises(Rejected) as refused:
                    self.put(target, new)
                assert refused.value.code == "E0607"
                return
            second = self.put(target, new)
            assert second.version != first.version
            assert target.find(new) == second
            assert self.held(target, second, new) == self.wanted(target, new)
            assert self.held(target, first, old) == self.wanted(target, old)

    def test_a_bag_that_changes_while_it_is_sent(self, open_new, target, parcel):
        """A file that is not what was judged ends the deposit with E0604, and what was staged can be taken back."""
        largest = max(parcel.files, key=lambda item: item.fixity.size)
        bent = dataclasses.replace(largest, source=lambda: iter((b"\0" * largest.fixity.size,)))
        spoiled = dataclasses.replace(
            parcel, files=tuple(bent if item is largest else item for item in parcel.files)
        )
        notes = []
        with pytest.raises(DepositError) as refused:
            target.commit(spoiled, target.stage(spoiled, None, notes.append))
        assert refused.value.code in {"E0604", "E0414"}
        other = open_new()
        for ticket in notes:
            other.rollback(ticket)
        assert other.find(parcel) is None
        self.put(other, parcel)
        other.close()

    def test_a_place_that_is_missing_is_left_out(self, target, parcel):
        """Reading back a place that is not held gives the others, and nothing for it."""
        holding = self.put(target, parcel)
        places = listed(target.shipment(parcel).items)
        asked = (*places, "no/such-place.txt")
        assert [
            place for place, chunks in target.read_back(holding, asked) if b"".join(chunks) is not None
        ] == list(places)

    def test_damage_at_rest_is_seen(self, target, parcel):
        """One flipped byte in the repository's storage is seen when it is read back."""
        if self.spoil is None:
            pytest.skip("the storage of this target cannot be reached from here")
        holding = self.put(target, parcel)
        place = target.shipment(parcel).items[-1].place
        self.spoil(holding, place)
        held, wanted = self.held(target, holding, parcel), self.wanted(target, parcel)
        assert {key for key in wanted if held.get(key) != wanted[key]} == {place}

    def test_sent_with_a_journal_and_sent_again(self, target, parcel, tmp_path):
        """The whole way is in the journal; the second time nothing is changed."""
        with Journal(tmp_path / "state") as journal:
            errand = Errand(parcel, target.shipment(parcel), target, journal, CLOCK)
            first = send(errand)
            assert isinstance(first, Sent)
            assert first.fresh
            journal.add(errand.entry(State.VERIFIED))
            second = send(errand)
            assert (second.holding, second.fresh, second.kept) == (first.holding, False, first.kept)

    @pytest.mark.parametrize("moment", moments())
    def test_broken_off_and_run_again(self, open_new, parcel, tmp_path, moment):
        """Broken off at any step, before it or after, the next run gives one object, in one version, whole."""
        state, broken = tmp_path / "state", open_new()
        with Journal(state) as journal:
            errand = Errand(parcel, broken.shipment(parcel), Watched(broken, moment), journal, CLOCK)
            with pytest.raises(Killed):
                send(errand)
        broken.close()
        target = open_new()
        with Journal(state) as journal:
            sent = send(Errand(parcel, target.shipment(parcel), target, journal, CLOCK))
        assert target.find(parcel) == sent.holding
        assert self.held(target, sent.holding, parcel) == self.wanted(target, parcel)
        self.only_one(target, sent.holding, parcel)
        target.close()

    def only_one(self, target, holding, parcel):
        """Fails if the repository holds a second object or version, or litter; for a target's tests to say how it is seen."""
