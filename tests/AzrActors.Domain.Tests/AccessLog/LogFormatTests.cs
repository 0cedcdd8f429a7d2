using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.AccessLog;

/// <summary>What was ever hashed or signed stays what it is.</summary>
public class LogFormatTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 24, 8, 15, 30, TimeSpan.Zero).AddMicroseconds(123_456);
    private static readonly byte[] Salt = [.. Enumerable.Range(1, AccessEntryFormat.SaltLength).Select(i => (byte)i)];

    private static readonly AccessEntry Full = new(
        AccessKind.Store, At, AuthorityKey.Parse("A12054"), "Frau Müller", "Herr \"Öz\"", "1")
    {
        Record = new RecordId(new Guid("5f0c2f3e-0000-4000-8000-00000000000a")), Version = 7, Query = "123456789012",
        Circumstances = ["consent"], Submission = new Guid("5f0c2f3e-0000-4000-8000-00000000000b"), FileReference = "32.1/4711", Refusal = "none", Rules = ["Q009"],
        Items = ["moveIn.street"], Told = [new ToldAuthority(AuthorityKey.Parse("M12054"), ["address/1/street"])], Reason = "why",
    };

    [Fact]
    public void An_entry_is_these_bytes() => Assert.Equal(
        """
        {"kind":"store","at":"2026-11-24T08:15:30.123456+00:00","authority":"A12054","official":"Frau Müller","responsible":"Herr \"Öz\"","purpose":"1","record":"5f0c2f3e-0000-4000-8000-00000000000a","version":7,"query":"123456789012","circumstances":["consent"],"submission":"5f0c2f3e-0000-4000-8000-00000000000b","fileReference":"32.1/4711","refusal":"none","rules":["Q009"],"items":["moveIn.street"],"told":{"M12054":["address/1/street"]},"reason":"why","salt":"AQIDBAUGBwgJCgsMDQ4PEA=="}
        """, Encoding.UTF8.GetString(AccessEntryFormat.Write(Full, Salt)));

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(
        AccessEntryFormat.Write(Full, Salt), AccessEntryFormat.Write(AccessEntryFormat.Read(AccessEntryFormat.Write(Full, Salt)), Salt));

    [Fact]
    public void An_entry_from_before_requests_stated_anything_is_read() => Assert.Empty(AccessEntryFormat.Read(Encoding.UTF8.GetBytes(
        """
        {"kind":"retrieval","at":"2026-11-24T08:15:30.123456+00:00","authority":"A12054","official":"Frau Müller","responsible":"Frau Müller","purpose":"1","version":7,"query":"123456789012","items":["address/1/street"],"salt":"AQIDBAUGBwgJCgsMDQ4PEA=="}
        """)).Circumstances);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"other\"}")]
    [InlineData("no JSON")]
    public void Bytes_that_are_no_entry_are_refused(string content) =>
        Assert.ThrowsAny<JsonException>(() => AccessEntryFormat.Read(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void Every_kind_and_every_fault_has_its_words()
    {
        Assert.Equal(Enum.GetValues<AccessKind>().Length, Enum.GetValues<AccessKind>().Select(AccessEntryFormat.NameOf).Distinct().Count());
        var faults = Enum.GetValues<LogFaultKind>().Select(kind => new LogFault(kind, 3, 4)).ToList();
        Assert.Equal(faults.Count, faults.Select(fault => fault.German).Distinct().Count());
        Assert.Equal(faults.Count, faults.Select(fault => fault.English).Distinct().Count());
    }

    [Fact]
    public void The_intelligence_services_and_nobody_else_keep_their_own_log() => Assert.Equal(
        ["ConstitutionProtectionAuthority", "FederalIntelligenceService", "MilitaryCounterIntelligence"],
        AuthorityKind.All.Where(kind => kind.KeepsOwnLog).Select(kind => kind.Id).Order());

    [Fact]
    public void An_entry_has_no_member_that_is_not_written() => Assert.Equal(
        JsonDocument.Parse(AccessEntryFormat.Write(Full, Salt)).RootElement.EnumerateObject().Select(member => member.Name).Where(name => name != "salt").Order(),
        typeof(AccessEntry).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order());

    [Fact]
    public void What_is_signed_are_these_bytes() => Assert.Equal(
        "azr-log-checkpoint 1\n3\nAQI=\n2026-11-24T08:15:30.1234560Z\nAw==\n",
        Encoding.ASCII.GetString(new Checkpoint(3, [1, 2], At, [3]).Body()));

    [Fact]
    public void A_checkpoint_survives_its_line_and_no_changed_line_is_believed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var checkpoint = new Checkpoint(3, SHA256.HashData([1]), At, SHA256.HashData([2]));
        var signed = new SignedCheckpoint(checkpoint, SignedCheckpoint.KeyIdOf(key), key.SignData(checkpoint.Body(), HashAlgorithmName.SHA256));
        var line = CheckpointLine.Write(signed);
        Assert.True(CheckpointLine.TryRead(line, out var read) && read.IsSignedBy(key));
        Assert.True(CheckpointLine.TryRead(line.Replace("\"size\":3", "\"size\":4", StringComparison.Ordinal), out var changed));
        Assert.False(changed.IsSignedBy(key));
        Assert.False(CheckpointLine.TryRead(line[..^5], out _));
    }

    [Fact]
    public void What_is_signed_of_a_hand_over_are_these_bytes() => Assert.Equal(
        "azr-log-hand-over 1\n0123456789abcdef\nAQI=\n2026-11-24T08:15:30.1234560Z\n",
        Encoding.ASCII.GetString(KeyHandOver.Body("0123456789abcdef", [1, 2], At)));

    [Fact]
    public void A_hand_over_survives_its_line_and_is_no_checkpoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var handOver = HandOver(key, next, At);
        var line = HandOverLine.Write(handOver);
        Assert.True(HandOverLine.TryRead(line, out var read) && read.IsSignedBy(key) && read.To == SignedCheckpoint.KeyIdOf(next));
        Assert.False(CheckpointLine.TryRead(line, out _));
        Assert.True(HandOverLine.TryRead(line.Replace("08:15", "08:16", StringComparison.Ordinal), out var changed));
        Assert.False(changed.IsSignedBy(key));
    }

    [Fact]
    public void Trust_follows_hand_overs_in_any_order_and_no_forged_repeated_or_foreign_one()
    {
        var keys = Enumerable.Range(0, 5).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)).ToList();
        var (first, second) = (HandOver(keys[0], keys[1], At), HandOver(keys[1], keys[2], At.AddDays(1)));
        var given = new Dictionary<string, ECDsa> { [first.From] = keys[0] };

        var trust = new LogTrust(given, [second, first, first, HandOver(keys[3], keys[4], At)]);
        Assert.Equal([first.To, second.To], trust.Followed.Select(one => one.To));
        Assert.Equal(0, trust.Forged);
        Assert.True(trust.IsInForce(first.From, At.AddTicks(-1)) && !trust.IsInForce(first.From, At) && trust.IsInForce(first.To, At));

        Assert.Equal(1, new LogTrust(given, [first with { ActiveFrom = At.AddDays(-1), Signature = [.. first.Signature.Reverse()] }, first]).Forged);
        Assert.Equal(1, new LogTrust(given, [first, HandOver(keys[0], keys[3], At.AddDays(2))]).Forged);
        Assert.Equal(1, new LogTrust(given, [first, HandOver(keys[1], keys[0], At.AddDays(2))]).Forged);
        keys.ForEach(key => key.Dispose());
    }

    private static KeyHandOver HandOver(ECDsa from, ECDsa to, DateTimeOffset activeFrom)
    {
        var (id, newKey) = (SignedCheckpoint.KeyIdOf(from), to.ExportSubjectPublicKeyInfo());
        return new KeyHandOver(id, newKey, activeFrom, from.SignData(KeyHandOver.Body(id, newKey, activeFrom), HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData("2026-11-24T08:00:00Z", "2026-05-24T09:00:00+02:00")]
    [InlineData("2026-08-31T10:00:00Z", "2026-02-28T12:00:00+01:00")]
    [InlineData("2026-09-29T00:30:00Z", "2026-03-29T03:30:00+02:00")]
    public void Six_months_are_counted_on_the_calendar_of_Berlin(string now, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, null), LogTerm.DueBefore(DateTimeOffset.Parse(now, null)));
}
