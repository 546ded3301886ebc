import pytest
from django.db import transaction

from andu.audit import verifying
from andu.audit.models import Chain, Entry
from andu.audit.recording import entries_of, record, record_many
from andu.audit.verifying import breaks
from andu.kit.actor import Actor
from andu.policy.events import Decided
from tests.cast import actor_of

CHANGE = Decided(label="口令长度", before="6", after="8", place="全系统")


def write_on(subject, member):
    with transaction.atomic():
        record(CHANGE, by=actor_of(member), on=subject)


def write(member, times=1):
    with transaction.atomic():
        for _ in range(times):
            record(CHANGE, by=actor_of(member), on=member, basis="附表1-2026-003")


def test_an_entry_tells_the_words_of_the_time(clerk):
    write(clerk)
    entry = entries_of(clerk).get()
    assert entry.sentence == "方亦舒 将参数“口令长度”由“6”改为“8”（全系统）"
    assert (entry.actor_code, entry.actor_unit, entry.actor_post) == ("clerk", "办公室", "科员")
    assert entry.is_sound()
    assert not list(breaks())


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction(clerk):
    with pytest.raises(RuntimeError):
        record(CHANGE, by=actor_of(clerk), on=clerk)
    with pytest.raises(RuntimeError):
        record_many([(CHANGE, clerk)], by=actor_of(clerk))
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "fault", "sequence"),
    [
        (lambda e: e.filter(sequence=2).update(sentence="没有这回事"), "altered", 2),
        (lambda e: e.filter(sequence=2).delete(), "missing", 2),
        (lambda e: e.filter(sequence=3).delete(), "missing", 3),
        (lambda e: e.filter(sequence=1).update(previous_hash="0" * 64), "reordered", 1),
    ],
)
def test_a_spoiled_chain_is_found(clerk, spoil, fault, sequence):
    write(clerk, times=3)
    spoil(entries_of(clerk))
    broken = list(breaks())
    assert [(b.fault, b.sequence) for b in broken] == [(fault, sequence)]


def test_a_head_set_back_is_found(clerk):
    write(clerk, times=3)
    Chain.objects.update(head="0" * 64)
    assert [(b.fault, b.sequence) for b in breaks()] == [("missing", 4)]


def test_more_chains_than_are_checked_at_once_are_all_checked(clerk, director, monkeypatch):
    monkeypatch.setattr(verifying, "BATCH", 2)
    for member in (clerk, director, clerk.organisation):
        write_on(member, clerk)
    assert not list(breaks())
    for member in (clerk, clerk.organisation):
        entries_of(member).update(sentence="没有这回事")
    assert [b.fault for b in breaks()] == ["altered", "altered"]


def test_a_chain_without_entries_is_whole(clerk):
    chain = Chain.objects.create(kind="organisation.member", subject_id=str(clerk.pk))
    assert not list(breaks())
    Chain.objects.filter(pk=chain.pk).update(sequence=1)
    assert [(b.fault, b.sequence) for b in breaks()] == [("missing", 1)]


def test_each_subject_has_its_own_chain(clerk, director):
    write(clerk, times=2)
    write(director)
    assert sorted(Chain.objects.values_list("sequence", flat=True)) == [1, 2]


def test_rare_characters_and_lone_surrogates_are_chained(clerk):
    with transaction.atomic():
        odd = Decided(label="𠮷㐂🙂", before="\u202e", after="x", place="\x07")
        record(odd, by=actor_of(clerk), on=clerk)
    assert not list(breaks())


def test_many_entries_keep_their_chains_right(clerk, director, django_assert_num_queries):
    write(clerk)
    pairs = [(CHANGE, clerk), (CHANGE, director), (CHANGE, clerk)]
    by = Actor(member_id=director.pk, name=director.name)
    with transaction.atomic(), django_assert_num_queries(4):
        record_many(pairs, by=by)
    assert [entry.sequence for entry in entries_of(clerk)] == [1, 2, 3]
    assert not list(breaks())
    write(clerk)
    assert not list(breaks())
