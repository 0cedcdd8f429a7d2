using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using AzrActors.Journal;

namespace AzrActors.Streams.Receipts;

/// <summary>
/// Letters that this silo has handed out a moment ago. A receipt for them is held against them, instead of reading,
/// opening and reading all of them from the journal once more. It is a cache: what is not here is read.
/// </summary>
public sealed class DeliveredLetters : IDisposable
{
    /// <summary>Most letters that are kept; with them some 30 MB.</summary>
    private const int LettersMax = 8_192;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Recipient, long Sequence), Notice> _letters = [];
    private readonly Queue<(string Recipient, long Sequence)> _order = new();
    private readonly IDisposable _subscription;
    private long _rewritten;

    public DeliveredLetters(INoticeSignal signal) => _subscription = signal.Subscribe(_ => { }, Forget);

    /// <summary>To be taken before letters are read: what was rewritten since then is not kept.</summary>
    public long Mark() => Interlocked.Read(ref _rewritten);

    /// <param name="mark">From before they were read.</param>
    public void Add(long mark, IReadOnlyList<Notice> letters)
    {
        lock (_gate)
        {
            if (mark != _rewritten) return;
            foreach (var letter in letters)
            {
                _letters[(letter.Recipient, letter.Sequence)] = letter;
                _order.Enqueue((letter.Recipient, letter.Sequence));
            }
            while (_order.Count > LettersMax) _letters.Remove(_order.Dequeue());
        }
    }

    /// <summary>Hashes of the letters of a receipt, and forgets them, because nobody acknowledges twice; null if not all are here.</summary>
    public byte[]? TakeHashes(NoticeReceipt receipt)
    {
        var letters = new Notice[receipt.Last - receipt.First + 1];
        lock (_gate)
        {
            for (var index = 0; index < letters.Length; index++)
                if (!_letters.TryGetValue((receipt.Recipient, receipt.First + index), out letters[index]!)) return null;
            for (var index = 0; index < letters.Length; index++) _letters.Remove((receipt.Recipient, receipt.First + index));
        }
        var hashes = new byte[letters.Length * NoticeHash.Length];
        for (var index = 0; index < letters.Length; index++) NoticeHash.Of(letters[index]).CopyTo(hashes, index * NoticeHash.Length);
        return hashes;
    }

    public void Dispose() => _subscription.Dispose();

    /// <param name="recipients">Whose letters were rewritten; none means of all.</param>
    private void Forget(IReadOnlyList<string> recipients)
    {
        lock (_gate)
        {
            _rewritten++;
            if (recipients.Count == 0) _letters.Clear();
            else foreach (var key in _letters.Keys.Where(key => recipients.Contains(key.Recipient)).ToList()) _letters.Remove(key);
        }
    }
}
