using System.Collections.Frozen;
using System.Security.Cryptography;
using AzrActors.Domain.Vocabulary;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Grains.Doors;

/// <summary>A public key and the authorities it may speak for.</summary>
/// <param name="KeyId">The <c>kid</c> that assertions signed with it carry.</param>
/// <param name="Authorities">
/// One agency may have several authority keys, one per role. Null for a key that may speak for every authority: the
/// facade's, and in development the development issuer's.
/// </param>
public sealed record TrustedKey(string KeyId, ECDsaSecurityKey Key, IReadOnlySet<string>? Authorities)
{
    /// <summary>First instant of trust.</summary>
    public DateTimeOffset ValidFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>First instant without trust.</summary>
    public DateTimeOffset ValidTo { get; init; } = DateTimeOffset.MaxValue;

    public static TrustedKey Of(string keyId, ECDsa key, params string[]? authorities) =>
        new(keyId, new ECDsaSecurityKey(key) { KeyId = keyId }, authorities?.ToFrozenSet());

    /// <summary>Whether it may speak for this authority at this instant.</summary>
    public bool SpeaksFor(AuthorityKey authority, DateTimeOffset now) =>
        ValidFrom <= now && now < ValidTo && (Authorities is null || Authorities.Contains(authority.Value));
}

/// <summary>The keys that this silo trusts now. Those of agencies may change while it runs.</summary>
public sealed class TrustedKeys
{
    private readonly Lock _changing = new();
    private FrozenDictionary<string, TrustedKey> _own = FrozenDictionary<string, TrustedKey>.Empty;
    private FrozenDictionary<string, TrustedKey> _all = FrozenDictionary<string, TrustedKey>.Empty;

    /// <summary>Trusts a key of the register itself from now on.</summary>
    /// <exception cref="ArgumentException">Another key has this name.</exception>
    public void Trust(TrustedKey key)
    {
        lock (_changing)
        {
            if (_all.ContainsKey(key.KeyId)) throw new ArgumentException($"There is a key {key.KeyId} already.", nameof(key));
            _own = _own.Values.Append(key).ToFrozenDictionary(own => own.KeyId);
            _all = _all.Values.Append(key).ToFrozenDictionary(known => known.KeyId);
        }
    }

    /// <summary>From now on trusts exactly these keys of agencies, beside the register's own.</summary>
    /// <exception cref="ArgumentException">Two keys have one name; nothing has changed.</exception>
    public void ReplaceAgencies(IReadOnlyCollection<TrustedKey> keys)
    {
        lock (_changing) _all = _own.Values.Concat(keys).ToDictionary(key => key.KeyId).ToFrozenDictionary();
    }

    public TrustedKey? Find(string? keyId) => keyId is null ? null : _all.GetValueOrDefault(keyId);
}
