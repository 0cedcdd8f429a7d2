using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AzrActors.Contracts.AccessLog;
using AzrActors.Contracts.Doors;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;

namespace AzrActors.Grains.AccessLog;

/// <summary>
/// Gives leave to read the log once its entry is written, and recognises it at whichever silo the pages are asked for:
/// one entry for the reading of a log of any length.
/// </summary>
internal sealed class LogPasses(ClusterSecret secret)
{
    /// <summary>Enough for the longest log; then it takes a new entry.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromHours(12);

    private readonly byte[] _key = secret.DeriveKey("leave to read the access log", SHA256.HashSizeInBytes);

    public LogPass Give(LogHead head, RegisterTime now)
    {
        var until = now.Instant + Good;
        return new LogPass { Size = head.Size, Highest = head.Highest, Until = until, Seal = SealOf(head.Size, head.Highest, until) };
    }

    /// <exception cref="UnauthorizedAccessException">The pass was not given to this caller, or is over.</exception>
    public void Check(LogPass pass, RegisterTime now)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (now.Instant >= pass.Until || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(pass.Seal), Encoding.UTF8.GetBytes(SealOf(pass.Size, pass.Highest, pass.Until))))
            throw new UnauthorizedAccessException("Reading the access log must be asked for and logged first.");
    }

    private string SealOf(long size, long highest, DateTimeOffset until)
    {
        var caller = VerifiedCaller.Current;
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{size}\n{highest}\n{until.UtcTicks}\n{caller.Authority}\n{caller.Official}"))));
    }
}
