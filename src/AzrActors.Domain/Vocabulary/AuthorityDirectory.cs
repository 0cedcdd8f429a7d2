using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Vocabulary;

/// <summary>Who is who, and who serves a municipality on a given day.</summary>
public sealed class AuthorityDirectory
{
    private readonly Dictionary<AuthorityKey, Authority> _byKey;
    private readonly ILookup<AuthorityKind, Authority> _byKind;
    private readonly ILookup<(AuthorityKind, string), Authority> _byDistrict;

    public AuthorityDirectory(IEnumerable<Authority> authorities)
    {
        _byKey = authorities.ToDictionary(authority => authority.Key);
        All = [.. _byKey.Values.OrderBy(authority => authority.Key.Value, StringComparer.Ordinal)];
        _byKind = _byKey.Values.ToLookup(authority => authority.Kind);
        _byDistrict = _byKey.Values
            .SelectMany(authority => authority.Districts, (authority, district) => (authority, district))
            .ToLookup(pair => (pair.authority.Kind, pair.district), pair => pair.authority);
    }

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<Authority> All { get; }

    public IEnumerable<Authority> OfKind(AuthorityKind kind) => _byKind[kind];

    public Authority? Find(AuthorityKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>The authority that holds the competences of this one on the day: itself, or whoever succeeded it.</summary>
    public Authority? FindHolder(AuthorityKey key, DateOnly day)
    {
        var seen = new HashSet<AuthorityKey>();
        var holder = Find(key);
        while (holder is not null && !holder.ExistsOn(day))
            holder = holder.Successor is { } next && seen.Add(next) ? Find(next) : null;
        return holder;
    }

    /// <summary>The authority of this kind that serves the municipality on the day; null if there is none.</summary>
    /// <param name="ags">Municipality key, 8 digits, of which the first 5 name the district.</param>
    public Authority? FindServing(AuthorityKind kind, string ags, DateOnly day) =>
        _byDistrict[(kind, ags[..5])].FirstOrDefault(authority => authority.ExistsOn(day));

    /// <summary>
    /// The directory a fresh register starts with: foreigners' authority, residents' office and asylum benefits body of
    /// every district and independent city, and the authorities of the federation. Keys are synthetic.
    /// </summary>
    public static AuthorityDirectory OfDistricts(IEnumerable<District> districts)
    {
        var since = new DateOnly(2011, 9, 4);
        var local = districts.SelectMany(district => new[]
        {
            Local('A', AuthorityKind.ForeignersAuthority, "Ausländerbehörde", district),
            Local('M', AuthorityKind.ResidentsOffice, "Meldebehörde", district),
            Local('L', AuthorityKind.AsylumBenefitsBody, "Leistungsbehörde (AsylbLG)", district),
        });
        return new AuthorityDirectory(
        [
            .. local,
            Federal("BAMF00", AuthorityKind.FederalMigrationOffice, "Bundesamt für Migration und Flüchtlinge"),
            Federal("BPOL00", AuthorityKind.FederalPolice, "Bundespolizei"),
            Federal(AuthorityKey.Register.Value, AuthorityKind.RegisterAuthority, "Registerbehörde"),
        ]);

        Authority Local(char letter, AuthorityKind kind, string name, District district) =>
            new(AuthorityKey.Parse(letter + district.Key), kind, $"{name} {district.Name}", [district.Key], since, null);

        Authority Federal(string key, AuthorityKind kind, string name) =>
            new(AuthorityKey.Parse(key), kind, name, [], since, null);
    }
}
