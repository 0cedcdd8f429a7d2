using AzrActors.Journal.AccessLog;
using AzrActors.Silo;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

/// <summary>The file of log keys, read at the start and again when it looks different.</summary>
public sealed class LogKeyFileTests : IDisposable
{
    private readonly string _folder = ThrowAwayFolder.Name(inMemory: true);
    private readonly LogKeyFileOptions _options;

    public LogKeyFileTests() => _options = new LogKeyFileOptions(Path.Combine(_folder, LogKeyFile.Default), _folder);

    [Fact]
    public void The_first_silo_makes_a_key_that_only_it_can_read_and_the_next_start_finds_it()
    {
        var made = LogKeyFile.Load(_options, isOwn: true);
        Assert.Equal(made.Newest.Id, LogKeyFile.Load(_options, isOwn: false).Newest.Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(_options.File));
        Assert.Equal(made.ExportPublicPem(), File.ReadAllText(Path.Combine(_folder, "keys/log.pub.pem")));
    }

    [Fact]
    public void A_key_file_that_is_named_and_missing_or_holds_something_else_stops_the_start()
    {
        Assert.Throws<InvalidOperationException>(() => LogKeyFile.Load(_options, isOwn: false));
        Directory.CreateDirectory(Path.GetDirectoryName(_options.File)!);
        File.WriteAllText(_options.File, "no key");
        Assert.Throws<InvalidOperationException>(() => LogKeyFile.Load(_options, isOwn: true));
    }

    [Fact]
    public void A_file_with_one_more_key_is_offered_while_the_silo_runs_and_a_faulty_one_changes_nothing()
    {
        var keys = LogKeyFile.Load(_options, isOwn: true);
        var ring = new LogKeyRing(keys);
        using var watching = new LogKeyFile(_options, ring, new FakeTimeProvider(), NullLogger<LogKeyFile>.Instance);
        foreach (var fault in new[] { "no key", LogKeys.Of(LogKey.Create()).ExportPem() })
        {
            File.WriteAllText(_options.File, fault);
            watching.Refresh();
            Assert.Null(ring.Offered);
        }
        var more = keys.HandOver(LogKey.Create(), DateTimeOffset.UtcNow);
        File.WriteAllText(_options.File, more.ExportPem());
        watching.Refresh();
        Assert.Equal(more.Newest.Id, ring.Offered!.Newest.Id);
        Assert.Contains(more.Newest.ExportPublicPem(), File.ReadAllText(Path.Combine(_folder, "keys/log.pub.pem")), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
