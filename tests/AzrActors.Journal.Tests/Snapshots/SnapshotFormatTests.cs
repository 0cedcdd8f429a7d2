using System.Collections;
using System.Text;
using System.Text.Json;
using AzrActors.Domain.PersonRecords;
using AzrActors.Journal.Format;
using AzrActors.Journal.Tests.Goldens;
using AzrActors.Journal.Tests.Journal;
using CsCheck;
using Xunit;

namespace AzrActors.Journal.Tests.Snapshots;

/// <summary>A snapshot is exactly the fold of the changes before it.</summary>
public sealed class SnapshotFormatTests
{
    private static string GoldenFile => $"Snapshots/state-{SnapshotFormat.Version}";

    [Fact]
    public void Snapshot_and_rest_are_the_fold_of_everything() => Gen.Select(History.Any, Gen.Int[1, 1000]).Sample((history, cut) =>
    {
        if (history.Changes.Count == 0) return;
        var before = 1 + cut % history.Changes.Count;
        var snapshot = PersonRecord.Fold(history.Record, null, history.Changes.Take(before))!;

        var read = SnapshotFormat.Read(history.Record, SnapshotFormat.Write(snapshot));

        Assert.Equal(Readable.Of(snapshot), Readable.Of(read));
        Assert.Equal(Readable.Of(history.State!), Readable.Of(PersonRecord.Fold(history.Record, read, history.Changes.Skip(before))!));
    }, iter: 300);

    [Fact]
    public void A_changed_fold_or_format_comes_with_a_new_version()
    {
        var text = Encoding.UTF8.GetString(SnapshotFormat.Write(FoldOfEverything.State));

        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "Goldens", GoldenFile + ".json")), $"Add Goldens/{GoldenFile}.json:\n{text}");
        Assert.True(Encoding.UTF8.GetString(Golden.Read(GoldenFile)) == text,
            $"The same changes make another snapshot than version {SnapshotFormat.Version} said. Snapshots that are stored hold what the former fold "
            + $"made: raise SnapshotFormat.Version and add the golden of the new version; never change this one. It would be:\n{text}");
    }

    [Fact]
    public void The_golden_holds_everything_that_a_record_can_hold()
    {
        foreach (var property in typeof(PersonRecord).GetProperties().Where(property => property.SetMethod is not null))
        {
            // What was merged into another record holds nothing else.
            if (property.Name == nameof(PersonRecord.MergedInto)) continue;
            var value = property.GetValue(FoldOfEverything.State);
            Assert.True(value is not null && value is not ICollection { Count: 0 }, property.Name);
        }
        Assert.Equal(Samples.EveryEvent.Select(happened => happened.GetType()).ToHashSet(),
            FoldOfEverything.Changes.SelectMany(change => change.Events).Select(happened => happened.GetType()).ToHashSet());
    }

    [Fact]
    public void A_record_that_was_merged_points_to_the_other_one_and_says_nothing_else()
    {
        var read = SnapshotFormat.Read(FoldOfEverything.Merged.Id, SnapshotFormat.Write(FoldOfEverything.Merged));

        Assert.Equal(Readable.Of(FoldOfEverything.Merged), Readable.Of(read));
        Assert.NotNull(read.MergedInto);
        Assert.Empty(read.Person);
        Assert.Equal(FoldOfEverything.State.Number, read.Number);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_snapshot_stops_reading(string text) =>
        Assert.ThrowsAny<JsonException>(() => SnapshotFormat.Read(Samples.NewRecord(), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_unknown_field_stops_reading()
    {
        var text = Encoding.UTF8.GetString(SnapshotFormat.Write(FoldOfEverything.State));
        Assert.Throws<JsonException>(() => SnapshotFormat.Read(Samples.NewRecord(), Encoding.UTF8.GetBytes(text.Insert(1, "\"unheardOf\":1,"))));
    }
}
