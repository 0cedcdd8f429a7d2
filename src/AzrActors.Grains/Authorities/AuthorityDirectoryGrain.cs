using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Grains.Authorities;

/// <summary>Keeps the directory of authorities. There is one, with key 0.</summary>
internal interface IAuthorityDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>The directory, or null if the reader has this edition already.</summary>
    [Alias("ReadNewer")] Task<StoredDirectory?> ReadNewerAsync(int edition);

    /// <summary>Enters the authority, or replaces the one with its key. The same again changes nothing.</summary>
    [Alias("Put")] Task PutAsync(StoredAuthority authority, CancellationToken cancellationToken);

    /// <summary>Replaces the authority if it still is what is expected; false otherwise.</summary>
    [Alias("PutOver")] Task<bool> PutOverAsync(StoredAuthority authority, StoredAuthority expected, CancellationToken cancellationToken);
}

/// <summary>The directory as it is stored: rarely written, so an ordinary grain state.</summary>
[GenerateSerializer, Alias("azr.StoredDirectory")]
public sealed record StoredDirectory
{
    /// <summary>Counts changes of the directory, 0 before the first.</summary>
    [Id(0)] public int Edition { get; set; }

    [Id(1)] public List<StoredAuthority> Authorities { get; set; } = [];

    public AuthorityDirectory ToDirectory() => new(Authorities.Select(stored => stored.ToAuthority()));
}

[GenerateSerializer, Alias("azr.StoredAuthority")]
public sealed record StoredAuthority
{
    [Id(0)] public string Key { get; set; } = "";

    /// <summary>Identifier of the kind.</summary>
    [Id(6)] public string Kind { get; set; } = "";

    [Id(2)] public string Name { get; set; } = "";

    [Id(3)] public List<string> Districts { get; set; } = [];

    [Id(4)] public DateOnly ValidFrom { get; set; }

    [Id(5)] public DateOnly? ValidTo { get; set; }

    [Id(7)] public List<string> Purposes { get; set; } = [];

    [Id(8)] public string? Agency { get; set; }

    [Id(9)] public string? Successor { get; set; }

    public Authority ToAuthority() => new(AuthorityKey.Parse(Key), AuthorityKind.Get(Kind), Name, Districts, ValidFrom, ValidTo)
    {
        Purposes = Purposes,
        Agency = Agency,
        Successor = Successor is null ? null : AuthorityKey.Parse(Successor),
    };

    public bool Says(StoredAuthority other) =>
        (Key, Kind, Name, ValidFrom, ValidTo, Agency, Successor)
            == (other.Key, other.Kind, other.Name, other.ValidFrom, other.ValidTo, other.Agency, other.Successor)
        && Districts.SequenceEqual(other.Districts) && Purposes.SequenceEqual(other.Purposes);

    public static StoredAuthority Of(Authority authority) => new()
    {
        Key = authority.Key.Value, Kind = authority.Kind.Id, Name = authority.Name, Districts = [.. authority.Districts],
        ValidFrom = authority.ValidFrom, ValidTo = authority.ValidTo, Purposes = [.. authority.Purposes], Agency = authority.Agency,
        Successor = authority.Successor?.Value,
    };
}

internal sealed class AuthorityDirectoryGrain(
    [PersistentState("authorities", AuthorityDirectoryGrain.Storage)] IPersistentState<StoredDirectory> directory) : Grain, IAuthorityDirectoryGrain
{
    public const string Storage = "rare";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (directory.RecordExists) return;
        directory.State = new StoredDirectory
        {
            Edition = 1,
            Authorities = [.. AuthorityDirectory.OfDistricts(Districts.All).All.Select(StoredAuthority.Of)],
        };
        await directory.WriteStateAsync(cancellationToken);
    }

    public Task<StoredDirectory?> ReadNewerAsync(int edition) =>
        Task.FromResult(edition == directory.State.Edition ? null : directory.State);

    public async Task PutAsync(StoredAuthority authority, CancellationToken cancellationToken)
    {
        directory.State.Authorities.RemoveAll(one => one.Key == authority.Key);
        directory.State.Authorities.Add(authority);
        directory.State.Edition++;
        await directory.WriteStateAsync(cancellationToken);
    }

    public async Task<bool> PutOverAsync(StoredAuthority authority, StoredAuthority expected, CancellationToken cancellationToken)
    {
        if (directory.State.Authorities.Find(one => one.Key == authority.Key)?.Says(expected) != true) return false;
        await PutAsync(authority, cancellationToken);
        return true;
    }
}
