using System.Text.Json.Nodes;
using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary><c>azr log</c> against a register whose database somebody else administers.</summary>
[Collection(ProcessSuite.Name)]
public sealed class AccessLogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_auditor_proves_the_log_and_an_entry_and_finds_what_the_administrator_did()
    {
        await using var place = new RegisterPlace();
        await using var silo = await place.StartReadySiloAsync("Development", "--demo", "none");
        using var office = await place.ConnectAsync(Offices.PotsdamForeigners);
        var desk = new Desk(office.Services.GetRequiredService<IAzrClient>());
        var number = await desk.RegisterAsync();
        await desk.ReadAsync(number);
        await RegisterPlace.UntilAsync(silo, "both entries are sealed", async () =>
            await AdministerAsync(place, "select coalesce(max(size), 0) from log_checkpoint") is >= 2L);

        Assert.Equal("azr_register", await AdministerAsync(place, "select string_agg(distinct usename, ',') from pg_stat_activity where usename <> 'azr'"));
        var kept = place.FileNamed("kept.jsonl");
        File.Copy(place.FileNamed("log/checkpoints.jsonl"), kept);
        Assert.Contains("The log is intact: 2 entries sealed, 2 proven", await LogAsync(place, 0, "verify", "--checkpoints", kept), StringComparison.Ordinal);

        var proof = place.FileNamed("proof.json");
        await File.WriteAllTextAsync(proof, await LogAsync(place, 0, "prove", "1"), Stop);
        Assert.Contains(number, await AzrAsync(place, 0, "log", "check", proof), StringComparison.Ordinal);
        var forged = JsonNode.Parse(await File.ReadAllTextAsync(proof, Stop))!;
        forged["position"] = 0;
        await File.WriteAllTextAsync(proof, forged.ToJsonString(), Stop);
        Assert.Contains("does not hold", await AzrAsync(place, 4, "log", "check", proof), StringComparison.Ordinal);

        await AdministerAsync(place, "delete from access_log where kind = 'retrieval'");
        var found = await LogAsync(place, 4, "verify", "--checkpoints", kept);
        Assert.Contains("Position 1 (Eintrag Nr. 2): Ein gesiegelter Eintrag wurde vor Ablauf der Frist gelöscht.", found, StringComparison.Ordinal);

        await AdministerAsync(place, "truncate access_log, log_checkpoint");
        Assert.Contains("its tail was cut off", await LogAsync(place, 4, "verify", "--checkpoints", kept), StringComparison.Ordinal);
        Assert.Contains("register authority only", await LogAsync(place, 2, "verify", "--authority", Offices.PotsdamForeigners), StringComparison.Ordinal);

        await office.StopAsync(Stop);
        await place.StopInOrderAsync(silo);
    }

    [Fact]
    public async Task An_auditor_who_has_the_first_key_only_follows_the_register_to_the_next()
    {
        await using var place = new RegisterPlace();
        var first = place.FileNamed("first.pub.pem");
        await using (var silo = await place.StartReadySiloAsync("Development", "--demo", "none"))
        {
            File.Copy(place.FileNamed("keys/log.pub.pem"), first);
            await WorkAsync(place, silo, until: 1);
            await place.StopInOrderAsync(silo);
        }
        await using (var maker = ProgramRun.Start("AzrActors.Silo.dll", "Production", "log-key", "--log-key", place.FileNamed("keys/log.pem"), "--active-in", "00:00:00"))
            Assert.Equal(0, await maker.ExitAsync(Limit, Stop));
        await using var again = await place.StartReadySiloAsync("Development", "--demo", "none");
        await WorkAsync(place, again, until: 2);

        Assert.Equal(2L, await AdministerAsync(place, "select count(distinct key_id) from log_checkpoint"));
        var kept = place.FileNamed("kept.jsonl");
        File.Copy(place.FileNamed("log/checkpoints.jsonl"), kept);
        var said = await LogAsync(place, 0, "verify", "--checkpoints", kept, "--reason", "Kontrolle 7/26", "--log-key", first);
        Assert.Contains("Key handed over", said, StringComparison.Ordinal);
        Assert.Contains("The log is intact", said, StringComparison.Ordinal);
        Assert.Equal(1L, await AdministerAsync(place, "select count(*) from access_log where convert_from(content, 'UTF8') like '%Kontrolle 7/26%'"));

        await AdministerAsync(place, "update log_hand_over set active_from = active_from - interval '1 day'");
        Assert.Contains("does not come from the register", await LogAsync(place, 4, "verify", "--log-key", first), StringComparison.Ordinal);
        await place.StopInOrderAsync(again);
    }

    /// <summary>Registers somebody and returns once that many entries are sealed.</summary>
    private static async Task WorkAsync(RegisterPlace place, ProgramRun silo, long until)
    {
        using var office = await place.ConnectAsync(Offices.PotsdamForeigners);
        await new Desk(office.Services.GetRequiredService<IAzrClient>()).RegisterAsync();
        await RegisterPlace.UntilAsync(silo, "the entry is sealed", async () =>
            await AdministerAsync(place, "select coalesce(max(size), 0) from log_checkpoint") is long size && size >= until);
        await office.StopAsync(Stop);
    }

    private static Task<string> LogAsync(RegisterPlace place, int expected, params IReadOnlyList<string> words) => AzrAsync(
        place, expected,
        [
            "log", .. words, "--gateway", place.Gateway, "--key", place.DevelopmentKey,
            .. words.Contains("--authority") ? Array.Empty<string>() : ["--authority", "REG000"],
        ]);

    private static Task<string> AzrAsync(RegisterPlace place, int expected, params IReadOnlyList<string> words) => ProgramRun.AzrAsync(
        expected, [.. words, .. words.Contains("--log-key") ? Array.Empty<string>() : ["--log-key", place.FileNamed("keys/log.pub.pem")]], Stop);

    /// <summary>As the superuser of the embedded server.</summary>
    private static async Task<object?> AdministerAsync(RegisterPlace place, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = int.Parse(await File.ReadAllTextAsync(place.FileNamed("postgres/port"), Stop), null), Username = "azr",
            Password = (await File.ReadAllTextAsync(place.FileNamed("postgres/password"), Stop)).Trim(), Database = "azr", Pooling = false,
        });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
