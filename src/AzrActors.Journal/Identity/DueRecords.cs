namespace AzrActors.Journal.Identity;

/// <summary>Records that wait to be looked at although nothing of theirs has changed.</summary>
internal static class DueRecords
{
    /// <summary>
    /// Statement that has records looked at once more, also when a silo does so just now. Erased ones are left out; they are taken in
    /// the order of their ids, so that two such statements cannot wait for each other.
    /// </summary>
    /// <param name="ids">Array of ids, in SQL.</param>
    public static string LookAgain(string ids) => $"""
        insert into match_due (record_id, version)
        select record_id, version from match_record where record_id = any ({ids}) order by record_id
        on conflict (record_id) do update set claimed_until = '-infinity'
        """;
}
