using System.Globalization;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>
/// Findings and possible duplicates of all the other offices, so that the lists of one office are asked of tables as large
/// as those of a register in operation. Nobody ever looks at these.
/// </summary>
internal sealed class OtherConcerns(Store store)
{
    private const int PersonsPerFinding = 20;
    private const int PersonsPerPair = 100;

    /// <summary>What is kept of a person to compare others with, about.</summary>
    private const int IdentityBytes = 300;

    private long _findings;
    private long _pairs;

    /// <param name="own">Districts whose offices get none.</param>
    public async Task AddAsync(int persons, IEnumerable<string> own, CancellationToken cancellationToken)
    {
        (_findings, _pairs) = (persons / PersonsPerFinding, persons / PersonsPerPair);
        var offices = SyntheticRecord.Districts.Except(own).Select(district => $"A{district}").ToList();
        var office = $"('{{{string.Join(',', offices)}}}'::text[])[1 + i % {offices.Count}]";
        // Ids of persons of whom only rows exist (Population); whoever is real has other ids.
        await store.RunAsync($"""
            insert into finding (record_id, rule, path, field, responsible, opened_on, due_on, hidden)
            select md5('record' || i)::uuid, 'Q001', '', '', {office}, current_date - 30, current_date + (i % 60)::integer, false
            from generate_series(1, {_findings}) i
            """, cancellationToken);
        // Without the trigger, and of the highest edition: otherwise the register would look for the persons behind these rows.
        await store.RunAsync($"""
            alter table match_record disable trigger match_record_added;
            insert into match_record (record_id, version, keys, identity, keeper, states_difference, edition)
            select md5('record' || i)::uuid, 1, '{"{}"}', decode(repeat('00', {IdentityBytes}), 'hex'), {office}, false, 32767
            from generate_series(1, {persons}) i;
            alter table match_record enable trigger match_record_added;
            insert into match_pair (one, other, outcome, by_official, bits, found_at, changed_at)
            select least(one, other), greatest(one, other), 'possible', false, 10, now(), now()
            from (select md5('record' || i)::uuid as one, md5('record' || i + {_pairs})::uuid as other from generate_series(1, {_pairs}) i) as pair
            """, cancellationToken);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_findings:#,0} findings and {_pairs:#,0} possible duplicates of other offices");
}
