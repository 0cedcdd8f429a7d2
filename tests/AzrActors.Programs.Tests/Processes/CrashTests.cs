using System.Text.Json;
using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Notices;
using AzrActors.Municipality;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>The register as an operator runs it, killed while an agency imports and a municipality listens.</summary>
[Collection(ProcessSuite.Name)]
public sealed class CrashTests
{
    private const int Persons = 300;
    private const int HeardBeforeKill = 60;
    private const int EndWithinSeconds = 90;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_goes_on_after_the_silo_was_killed_and_every_line_counts_once()
    {
        await using var place = new RegisterPlace();
        await using var killed = await place.StartReadySiloAsync("Development", "--demo", "none");
        using var town = await place.ConnectAsync(Offices.PotsdamResidents);
        using var keeper = await place.ConnectAsync(Offices.PotsdamForeigners);
        await using var heard = FollowAll(town);
        var file = place.FileNamed("persons.jsonl");
        await File.WriteAllLinesAsync(file, Lines(), Stop);

        await using var import = Import(place, file);
        await RegisterPlace.UntilAsync(
            import, "the town has heard of some", () => Task.FromResult(heard.Notices.Count >= HeardBeforeKill));
        killed.Kill();
        Assert.False(import.HasExited, "The import was over before the silo was killed.");

        await using var silo = await place.StartReadySiloAsync("Development", "--demo", "none");
        Assert.Equal(0, await import.ExitAsync(TimeSpan.FromSeconds(EndWithinSeconds), Stop));
        Assert.Contains($"{Persons * 2} lines: {Persons * 2} accepted", import.Said, StringComparison.Ordinal);

        await heard.UntilHandledAsync(Persons * 2, Stop);
        Assert.Equal(Enumerable.Range(1, Persons * 2).Select(sequence => (long)sequence), heard.Notices.Select(notice => notice.Sequence));
        CheckMirror(place.FileNamed("mirror.db"), heard.Notices);
        await using (var kept = FollowAll(keeper))
        {
            await kept.UntilHandledAsync(Persons * 2, Stop);
            CheckTwoVersionsEach(kept.Notices);
        }
        Assert.Equal(Persons * 2, (await ClientOf(keeper).ReadNoticesAsync(0, 1, Stop)).Last);

        // What is answered is not sent again; what is sent again is not stored again.
        File.Delete(file + ".azr-progress");
        await using var again = Import(place, file);
        Assert.Equal(0, await again.ExitAsync(TimeSpan.FromSeconds(EndWithinSeconds), Stop));
        Assert.Equal(Persons * 2, (await ClientOf(keeper).ReadNoticesAsync(0, 1, Stop)).Last);

        await heard.DisposeAsync();
        await town.StopAsync(Stop);
        await keeper.StopAsync(Stop);
        await place.StopInOrderAsync(silo);
    }

    private static ProgramRun Import(RegisterPlace place, string file) => ProgramRun.Start(
        "azr.dll", "Production",
        "import", file, "--authority", Offices.PotsdamForeigners, "--official", "Frau Beispiel", "--gateway", place.Gateway,
        "--key", place.DevelopmentKey, "--parallel", "8", "--patience", "60");

    /// <summary>Every person is registered and then renamed.</summary>
    private static IEnumerable<string> Lines()
    {
        for (var person = 1; person <= Persons; person++)
        {
            yield return Line(new { @ref = $"p{person}", entries = Desk.Registration($"Vorher {person}", Desk.GivenName(person), Desk.BirthDate(person)) });
            yield return Line(new { azrNumber = $"@p{person}", entries = new[] { Desk.Renamed($"Nachher {person}") } });
        }

        static string Line(object said)
        {
            var line = JsonSerializer.SerializeToNode(said)!.AsObject();
            line["fileReference"] = "32.1/4711";
            line["occurredOn"] = $"{Desk.Today:O}";
            return line.ToJsonString();
        }
    }

    /// <summary>What the town holds is what the agency sent, each person with the new name.</summary>
    private static void CheckMirror(string file, IReadOnlyList<Notice> notices)
    {
        using var mirror = Mirror.Open(file, Offices.PotsdamResidents);
        foreach (var notice in notices) Assert.Equal(MirrorEffect.Applied, mirror.Apply(notice));
        Assert.Equal(
            Enumerable.Range(1, Persons).Select(person => $"Nachher {person}, {Desk.GivenName(person)}").Order(StringComparer.Ordinal),
            mirror.List().Select(person => person.Name!).Order(StringComparer.Ordinal));
    }

    /// <summary>The authority that keeps the file is told of every version; so these are all there are.</summary>
    private static void CheckTwoVersionsEach(IReadOnlyList<Notice> notices)
    {
        var byPerson = notices.GroupBy(notice => notice.AzrNumber).ToList();
        Assert.Equal(Persons, byPerson.Count);
        Assert.All(byPerson, person => Assert.Equal([1, 2], person.Select(notice => notice.Version)));
    }

    private static Listener FollowAll(IHost host) =>
        new((handler, stop) => ClientOf(host).FollowAsync(0, handler, stop), Stop);

    private static IAzrClient ClientOf(IHost host) => host.Services.GetRequiredService<IAzrClient>();
}
