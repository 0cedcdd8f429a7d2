using AzrActors.Municipality;
using Xunit;
using static AzrActors.Cluster.Tests.Municipality.MirrorBench;

namespace AzrActors.Cluster.Tests.Municipality;

/// <summary>What a notice does to the mirror.</summary>
public sealed class MirrorTests : IDisposable
{
    private readonly MirrorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_new_mirror_holds_nobody_and_wants_the_first_notice()
    {
        using var mirror = _bench.Open();

        Assert.Equal((0, Office), (mirror.Position, mirror.Authority));
        Assert.Empty(mirror.List());
    }

    [Fact]
    public void An_assigned_person_is_held_with_all_values_and_their_sources()
    {
        using var mirror = _bench.Open();
        var notice = Assigned(1, "p", ("person/familyName", "Müller"), ("address/1/street", "Am Kanal"));

        Assert.Equal(MirrorEffect.Applied, mirror.Apply(notice));

        Assert.Equal(notice.Items.OrderBy(item => item.Path), mirror.ListItems("p"));
        var person = mirror.Find("p")!;
        Assert.Equal(("number-p", "Name of p", "1990-00-00"), (person.AzrNumber, person.Name, person.BirthDate));
        Assert.Equal((1, MirrorStatus.Open, new DateOnly(2025, 3, 1)), (person.Version, person.Status, person.ChangedOn));
        Assert.Equal(1, mirror.Position);
    }

    [Fact]
    public void Assigning_a_person_again_replaces_everything()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1"), ("b", "1")));

        mirror.Apply(Assigned(2, "p", ("b", "2")));

        CheckItems(mirror, "p", ("b", "2"));
    }

    [Fact]
    public void A_change_brings_new_values_and_takes_removed_ones()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1"), ("b", "1"), ("c", "1")));
        mirror.Apply(Assigned(2, "q", ("b", "1")));

        mirror.Apply(Changed(3, "p", ("a", "2"), ("d", "2")) with { Removed = ["b"], AzrNumber = null });

        CheckItems(mirror, "p", ("a", "2"), ("c", "1"), ("d", "2"));
        CheckItems(mirror, "q", ("b", "1"));
        Assert.Equal(("number-p", 3), (mirror.Find("p")!.AzrNumber, mirror.Find("p")!.Version));
    }

    [Fact]
    public void Of_a_released_person_nothing_personal_is_left_not_even_in_the_bytes_of_the_file()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("person/familyName", "Zwirbelhuber")));
        mirror.Apply(Assigned(2, "q", ("person/familyName", "Muster")));

        mirror.Apply(Released(3, "p"));

        var person = mirror.Find("p")!;
        Assert.Equal(MirrorStatus.Released, person.Status);
        Assert.Equal((null, null, null), (person.AzrNumber, person.Name, person.BirthDate));
        Assert.Empty(mirror.ListItems("p"));
        Assert.Single(mirror.ListItems("q"));
        Assert.DoesNotContain("Zwirbelhuber", _bench.ReadFiles());
        Assert.DoesNotContain("number-p", _bench.ReadFiles());
        Assert.Contains("Muster", _bench.ReadFiles());
    }

    [Fact]
    public void Of_an_erased_person_nothing_is_left_and_one_never_held_is_not_noted_down()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("person/familyName", "Zwirbelhuber")));

        mirror.Apply(Erased(2, "p"));
        mirror.Apply(Erased(3, "q"));

        Assert.Equal(MirrorStatus.Released, mirror.Find("p")!.Status);
        Assert.Empty(mirror.ListItems("p"));
        Assert.Null(mirror.Find("q"));
        Assert.DoesNotContain("Zwirbelhuber", _bench.ReadFiles());
        Assert.Equal(3, mirror.Position);
    }

    [Fact]
    public void A_released_person_may_be_assigned_again()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1")));
        mirror.Apply(Released(2, "p"));

        mirror.Apply(Assigned(3, "p", ("a", "3")));

        CheckItems(mirror, "p", ("a", "3"));
        Assert.Equal(MirrorStatus.Open, mirror.Find("p")!.Status);
    }

    [Fact]
    public void A_repeated_notice_does_nothing()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1")));
        mirror.Apply(Changed(2, "p", ("a", "2")));

        Assert.Equal(MirrorEffect.Repeated, mirror.Apply(Assigned(1, "p", ("a", "1"))));

        CheckItems(mirror, "p", ("a", "2"));
        Assert.Equal(2, mirror.Position);
    }

    [Fact]
    public void A_gap_stops_the_mirror_where_it_is()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1")));

        var gap = Assert.Throws<NoticeGapException>(() => mirror.Apply(Changed(3, "p", ("a", "3"))));

        Assert.Equal((1, 3), (gap.Position, gap.Sequence));
        CheckItems(mirror, "p", ("a", "1"));
        Assert.Equal(1, mirror.Position);
    }

    [Fact]
    public void A_change_of_a_person_not_held_or_a_notice_to_someone_else_stops_the_mirror()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1")));
        mirror.Apply(Released(2, "p"));

        Assert.Throws<MirrorOutOfStepException>(() => mirror.Apply(Changed(3, "p", ("a", "3"))));
        Assert.Throws<MirrorOutOfStepException>(() => mirror.Apply(Changed(3, "q", ("a", "3"))));
        Assert.Throws<MirrorOutOfStepException>(() => mirror.Apply(Assigned(3, "q", ("a", "3")) with { Recipient = "M15084" }));

        Assert.Equal(2, mirror.Position);
        Assert.Null(mirror.Find("q"));
    }

    [Fact]
    public void An_effect_that_fails_halfway_leaves_neither_values_nor_position()
    {
        using var mirror = _bench.Open();
        mirror.Apply(Assigned(1, "p", ("a", "1")));
        var broken = Assigned(2, "p", ("a", "2"), ("b", "2"));
        broken = broken with { Items = [broken.Items[0], broken.Items[1] with { Value = null! }] };

        Assert.ThrowsAny<Exception>(() => mirror.Apply(broken));

        CheckItems(mirror, "p", ("a", "1"));
        Assert.Equal(1, mirror.Position);
        Assert.Equal(MirrorEffect.Applied, mirror.Apply(Assigned(2, "p", ("a", "2"))));
    }

    [Fact]
    public void A_mirror_is_found_again_where_it_was_left_and_can_be_read_meanwhile()
    {
        using (var before = _bench.Open()) before.Apply(Assigned(1, "p", ("a", "1")));

        using var mirror = _bench.Open();
        using var reader = Mirror.OpenForReading(_bench.Path);
        mirror.Apply(Changed(2, "p", ("a", "2")));

        Assert.Equal(2, reader.Position);
        CheckItems(reader, "p", ("a", "2"));
    }

    [Fact]
    public void The_mirror_of_another_authority_and_a_file_that_is_none_are_refused()
    {
        _bench.Open().Dispose();

        Assert.Throws<BadMirrorFileException>(() => _bench.Open("M15084"));
        Assert.Throws<BadMirrorFileException>(() => Mirror.OpenForReading(_bench.Path + ".missing"));
        File.WriteAllText(_bench.Path, new string('x', 4096));
        Assert.Throws<BadMirrorFileException>(() => _bench.Open());
    }

    private static void CheckItems(Mirror mirror, string person, params (string Path, string Value)[] expected) =>
        Assert.Equal(expected, mirror.ListItems(person).Select(item => (item.Path, item.Value)));
}
