using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Grains.Authorities;

/// <summary>
/// The directory for this silo. Grains ask for a fresh one before they decide; it is read again from its grain when it
/// is older than <see cref="FreshFor"/>, so a change of the directory is effective everywhere within that time.
/// </summary>
public sealed class AuthoritiesCache(TimeProvider clock) : IAuthorities
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private sealed record Known(AuthorityDirectory Directory, int Edition, long ReadAt);

    private volatile Known _known = new(AuthorityDirectory.OfDistricts(Districts.All), 0, long.MinValue);

    public AuthorityDirectory Current => _known.Directory;

    /// <summary>Asks the directory again at the next occasion; this silo has just changed it.</summary>
    public void Forget() => _known = _known with { ReadAt = long.MinValue };

    /// <summary>The verified caller of the running call; null if the directory does not know it.</summary>
    public async ValueTask<Authority?> FindCallerAsync(IGrainFactory grains) =>
        (await GetFreshAsync(grains)).Find(CallingAuthority.Key);

    public async ValueTask<AuthorityDirectory> GetFreshAsync(IGrainFactory grains)
    {
        var known = _known;
        if (known.Edition > 0 && known.ReadAt != long.MinValue && clock.GetElapsedTime(known.ReadAt) < FreshFor) return known.Directory;
        var newer = await grains.GetGrain<IAuthorityDirectoryGrain>(0).ReadNewerAsync(known.Edition);
        _known = newer is null
            ? known with { ReadAt = clock.GetTimestamp() }
            : new Known(newer.ToDirectory(), newer.Edition, clock.GetTimestamp());
        return _known.Directory;
    }
}
