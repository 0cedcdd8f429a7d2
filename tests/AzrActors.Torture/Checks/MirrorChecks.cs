using System.Collections.Concurrent;
using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Municipality;

namespace AzrActors.Torture.Checks;

/// <summary>Each mirror holds the residents of its district and nobody else, and of them what the register shows its office.</summary>
public static class MirrorChecks
{
    private const int ReadAtOnce = 8;
    private const string FamilyName = "person/familyName";

    /// <summary>Shown to a residents' office that asks, and not among what it is told unasked (§ 18e AZRG).</summary>
    private const string OnRequestOnly = "responsibility/fileKeeping";

    /// <param name="mirrors">Files of the mirrors by authority.</param>
    /// <param name="numbers">All persons of the register.</param>
    public static async Task<IReadOnlyCollection<Anomaly>> FindAsync(
        IAzrClients clients, IReadOnlyDictionary<string, string> mirrors, IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        var anomalies = new ConcurrentQueue<Anomaly>();
        var held = mirrors.ToDictionary(mirror => mirror.Key, mirror => Read(mirror.Value));
        var keeper = clients.For(new Caller(Offices.Foreigners[0], Offices.Official, Offices.PurposeOfForeigners));
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken }, async (number, token) =>
        {
            var record = (await keeper.ReadAsync(number, token)).View;
            // Residents' offices are not told the AZR number, and each has a name of its own for the person; family names are unique here.
            var (residence, name) = (ResidenceOf(record), record?.Items.SingleOrDefault(item => item.Path == FamilyName)?.Value ?? "");
            foreach (var (office, persons) in held)
            {
                var copy = persons.GetValueOrDefault(name);
                if (office[1..] != residence)
                {
                    if (copy is not null) anomalies.Enqueue(new Anomaly("mirror.kept", $"{office} still holds {number}, who lives in {residence}"));
                    continue;
                }
                var shown = (await clients.For(new Caller(office, Offices.Official, Offices.PurposeOfResidents)).ReadAsync(number, token)).View;
                if (copy is null) anomalies.Enqueue(new Anomaly("mirror.misses", $"{office} does not hold {number}"));
                else if (shown is null) anomalies.Enqueue(new Anomaly("mirror.unseen", $"{office} is not shown {number}"));
                else if (DifferenceOf(copy, shown) is { } difference) anomalies.Enqueue(new Anomaly("mirror.differs", $"{office}, {number}: {difference}"));
            }
        });
        return anomalies;
    }

    private static Dictionary<string, IReadOnlyList<RecordItem>> Read(string file)
    {
        using var mirror = Mirror.OpenForReading(file);
        return mirror.List().Where(person => person.Status == MirrorStatus.Open).Select(person => mirror.ListItems(person.Person))
            .ToDictionary(items => items.SingleOrDefault(item => item.Path == FamilyName)?.Value ?? "");
    }

    /// <summary>District of the current address, which is the one that came last.</summary>
    private static string? ResidenceOf(RecordView? view) => view?.Items
        .Select(item => (Path: item.Path.Split('/'), item.Value))
        .Where(item => item.Path is ["address", _, "ags"])
        .OrderBy(item => int.Parse(item.Path[1], CultureInfo.InvariantCulture))
        .Select(item => item.Value[..5]).LastOrDefault();

    /// <summary>
    /// Values and sources at every path. Row and letter of the annex are those of the day of the telling, and names of
    /// authorities those of the day of the reading.
    /// </summary>
    private static string? DifferenceOf(IReadOnlyList<RecordItem> copy, RecordView shown)
    {
        var (held, seen) = (copy.Select(Words).ToHashSet(), shown.Items.Where(item => item.Path != OnRequestOnly).Select(Words).ToHashSet());
        return held.SetEquals(seen) ? null
            : $"only in the mirror: {string.Join("; ", held.Except(seen).Take(3))}; only in the register: {string.Join("; ", seen.Except(held).Take(3))}";

        static string Words(RecordItem item) => string.Create(
            CultureInfo.InvariantCulture, $"{item.Path} = {item.Value} by {item.Source.Authority} in {item.Source.SubmissionId}, version {item.Source.Version}, from {item.Source.ValidFrom:O}");
    }
}
