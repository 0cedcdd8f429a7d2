using System.Security.Cryptography;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Doors;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

public sealed class AgencyKeyFolderTests : IDisposable
{
    private static readonly AuthorityKey Foreigners = AuthorityKey.Parse("A15084");
    private static readonly AuthorityKey Benefits = AuthorityKey.Parse("L15084");
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = ThrowAwayFolder.Name(inMemory: true);
    private readonly TrustedKeys _keys = new();
    private readonly AgencyKeyFolder _watching;

    public AgencyKeyFolderTests()
    {
        Directory.CreateDirectory(_folder);
        _watching = new AgencyKeyFolder(
            new AgencyKeyFolderOptions(_folder), _keys, new FakeTimeProvider(Now), NullLogger<AgencyKeyFolder>.Instance);
    }

    [Fact]
    public void A_file_named_after_an_authority_speaks_for_it_and_for_no_other()
    {
        WriteKey("A15084.pem");
        _watching.Refresh();
        Assert.True(_keys.Find("A15084")!.SpeaksFor(Foreigners, Now));
        Assert.False(_keys.Find("A15084")!.SpeaksFor(Benefits, Now));
    }

    [Fact]
    public void A_key_of_the_registry_speaks_for_the_roles_it_lists_within_its_time()
    {
        WriteKey("office-1.pem");
        Write("""{"keys":[{"kid":"office-1","file":"office-1.pem","authorities":["A15084","L15084"],"validFrom":"2026-11-01T00:00:00Z","validTo":"2026-12-01T00:00:00Z"}]}""");
        _watching.Refresh();
        var key = _keys.Find("office-1")!;
        Assert.True(key.SpeaksFor(Foreigners, Now));
        Assert.True(key.SpeaksFor(Benefits, Now));
        Assert.False(key.SpeaksFor(AuthorityKey.Parse("M15084"), Now));
        Assert.False(key.SpeaksFor(Foreigners, Now.AddDays(-30)));
        Assert.False(key.SpeaksFor(Foreigners, new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void An_agency_changes_its_key_without_a_pause()
    {
        WriteKey("old.pem");
        Write("""{"keys":[{"kid":"old","file":"old.pem","authorities":["A15084"]}]}""");
        _watching.Refresh();
        WriteKey("new.pem");
        Write("""{"keys":[{"kid":"old","file":"old.pem","authorities":["A15084"]},{"kid":"new","file":"new.pem","authorities":["A15084"]}]}""");
        _watching.Refresh();
        Assert.NotNull(_keys.Find("old"));
        Assert.NotNull(_keys.Find("new"));
        Write("""{"keys":[{"kid":"old","file":"old.pem","authorities":["A15084"],"revoked":true},{"kid":"new","file":"new.pem","authorities":["A15084"]}]}""");
        _watching.Refresh();
        Assert.Null(_keys.Find("old"));
        Assert.NotNull(_keys.Find("new"));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"keys":[{"kid":"a","file":"missing.pem","authorities":["A15084"]}]}""")]
    [InlineData("""{"keys":[{"kid":"a","file":"../A15084.pem","authorities":["A15084"]}]}""")]
    [InlineData("""{"keys":[{"kid":"a","file":"A15084.pem","authorities":[]}]}""")]
    [InlineData("""{"keys":[{"kid":"a","file":"A15084.pem","authorities":["everybody"]}]}""")]
    [InlineData("""{"keys":[{"kid":"a","file":"A15084.pem","authorities":["A15084"],"validTil":"2026-12-01T00:00:00Z"}]}""")]
    [InlineData("""{"keys":[{"kid":"a","file":"A15084.pem","authorities":["A15084"]},{"kid":"a","file":"A15084.pem","authorities":["L15084"]}]}""")]
    public void A_registry_with_a_fault_changes_nothing(string registry)
    {
        WriteKey("A15084.pem");
        _watching.Refresh();
        Write(registry);
        _watching.Refresh();
        Assert.True(_keys.Find("A15084")!.SpeaksFor(Foreigners, Now));
        Assert.Null(_keys.Find("a"));
    }

    [Fact]
    public void A_fault_at_the_start_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "A15084.pem"), "nothing");
        var fault = Assert.Throws<InvalidDataException>(() => AgencyKeyFolder.Read(_folder));
        Assert.Contains("A15084.pem", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _watching.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void WriteKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(_folder, name), key.ExportSubjectPublicKeyInfoPem());
    }

    private void Write(string registry) => File.WriteAllText(Path.Combine(_folder, "keys.json"), registry);
}
