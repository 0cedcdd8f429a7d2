using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using Microsoft.Extensions.Caching.Memory;

namespace AzrActors.Grains.PersonRecords;

/// <summary>
/// Which record has which AZR number. A number is given once and never to another record, so what was found is
/// remembered; the numbers asked for least recently make room. That there is none is asked anew each time.
/// </summary>
internal sealed class RecordNumbers(IJournal journal) : IDisposable
{
    /// <summary>About 30 MB: the persons a silo hears of in days, not the 29 million of the register.</summary>
    private const int NumbersKept = 100_000;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = NumbersKept });

    /// <returns>Null if no record has this number.</returns>
    public async ValueTask<RecordId?> FindAsync(AzrNumber number, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(number, out RecordId? record)) return record;
        record = await journal.FindRecordAsync(number, cancellationToken);
        if (record is not null) _found.Set(number, record, new MemoryCacheEntryOptions { Size = 1 });
        return record;
    }

    public void Dispose() => _found.Dispose();
}
