using AzrActors.Domain.Consequences;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>Who is told that a record was erased as a whole.</summary>
public static class Farewells
{
    /// <summary>
    /// Whoever holds a copy by its notices, so that the copy ends; unless a term has expired, also who supplied what was stored
    /// (AZRG § 38 Abs. 1 Satz 2, Abs. 2). Whether earlier recipients must know (Satz 1) is for the register authority to weigh.
    /// </summary>
    public static IReadOnlyList<AuthorityKey> Of(PersonRecord record, RecordErasure erasure, AuthorityDirectory directory, DateOnly today)
    {
        var told = Standing.Of(record, null, directory, today).Related.Select(authority => authority.Key);
        if (!erasure.IsExpiry)
            told = told.Concat(RecordItems.Of(record).Select(item => item.Source.Authority).Distinct()
                .Select(key => directory.FindHolder(key, today)?.Key).OfType<AuthorityKey>());
        return [.. told.Where(key => key != AuthorityKey.Register).Distinct().OrderBy(key => key.Value, StringComparer.Ordinal)];
    }
}
