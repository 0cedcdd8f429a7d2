using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using Orleans.Concurrency;

namespace AzrActors.Grains.Authorities;

/// <summary>Checks what the register authority enters into the directory, all faults at once.</summary>
[StatelessWorker, Reentrant]
internal sealed class DirectoryDeskGrain(AuthoritiesCache authorities, RegisterClock clock) : Grain, IDirectoryDesk
{
    private const int NameLengthMax = 120;

    private static readonly Contracts.Submissions.Refusal Changed = new()
    {
        Code = "authority.changed", Paragraph = "RFC 9110 § 13.1.1", German = "Die Behörde wurde inzwischen geändert; bitte neu lesen.",
        English = "The authority has changed meanwhile; read it again.",
    };

    public Task<DirectoryReply> PutAsync(AuthorityInfo authority, CancellationToken cancellationToken) => PutAsync(authority, null, cancellationToken);

    public Task<DirectoryReply> PutOverAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken) =>
        PutAsync(authority, expected, cancellationToken);

    private async Task<DirectoryReply> PutAsync(AuthorityInfo authority, AuthorityInfo? expected, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return Refuse(new Rejection.NotTheRegister());
        var today = clock.Now().Today;
        List<Finding> faults = [.. Faults(authority, today)];
        if (faults.Count > 0) return Refuse(new Rejection.Faulty(faults));
        var directory = GrainFactory.GetGrain<IAuthorityDirectoryGrain>(0);
        if (expected is null) await directory.PutAsync(Stored(authority), cancellationToken);
        else if (!await directory.PutOverAsync(Stored(authority), Stored(expected), cancellationToken)) return new DirectoryReply { Refusal = Changed };
        authorities.Forget();
        return new DirectoryReply();
    }

    private static StoredAuthority Stored(AuthorityInfo authority) => new()
    {
        Key = authority.Key, Kind = AuthorityKind.TryParse(authority.Kind, out var kind) ? kind.Id : authority.Kind, Name = authority.Name,
        Districts = [.. authority.Districts], ValidFrom = authority.ValidFrom, ValidTo = authority.ValidTo, Purposes = [.. authority.Purposes],
        Agency = authority.Agency, Successor = authority.Successor,
    };

    private static IEnumerable<Finding> Faults(AuthorityInfo authority, DateOnly today)
    {
        if (!AuthorityKey.TryParse(authority.Key, out _)) yield return Rules.UnreadableValue.At(null, "key");
        if (!AuthorityKind.TryParse(authority.Kind, out _)) yield return Rules.UnknownCode.At(null, "kind");
        if (string.IsNullOrWhiteSpace(authority.Name)) yield return Rules.MissingField.At(null, "name");
        if (authority.Name?.Length > NameLengthMax) yield return Rules.TooLong.At(null, "name");
        if (authority.Districts.Any(district => Districts.Find(district) is null)) yield return Rules.UnknownCode.At(null, "districts");
        if (authority.Purposes.Any(purpose => Purpose.Find(purpose, today) is null)) yield return Rules.UnknownPurpose.At(null, "purposes");
        if (authority.ValidTo < authority.ValidFrom) yield return Rules.EndBeforeStart.At(null, "validTo");
        if (authority.Successor is { } successor && !AuthorityKey.TryParse(successor, out _)) yield return Rules.UnreadableValue.At(null, "successor");
    }

    private static DirectoryReply Refuse(Rejection rejection) => new() { Refusal = Replies.Refused(rejection).Refusal };
}
