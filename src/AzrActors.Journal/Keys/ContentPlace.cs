using System.Buffers.Binary;
using System.Text;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Keys;

/// <summary>
/// Where a sealed content belongs, as bytes that are authenticated with it: who swaps rows breaks their seals. The number
/// of a letter is not part of it, because the statement that stores the letter draws it.
/// </summary>
internal static class ContentPlace
{
    private const int Fixed = 1 + 16 + 4;

    public static byte[] OfKey(RecordId record, int sealedFrom) => Place('K', record, sealedFrom, "");

    public static byte[] OfChange(RecordId record, int version) => Place('C', record, version, "");

    public static byte[] OfIdentity(RecordId record, int version) => Place('I', record, version, "");

    public static byte[] OfLetter(RecordId record, int version, string recipient) => Place('L', record, version, recipient);

    public static byte[] OfSnapshot(RecordId record, int version, int format) =>
        Place('S', record, version, format.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Place(char kind, RecordId record, int version, string rest)
    {
        var place = new byte[Fixed + Encoding.UTF8.GetByteCount(rest)];
        place[0] = (byte)kind;
        record.Value.TryWriteBytes(place.AsSpan(1), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(1 + 16), version);
        Encoding.UTF8.GetBytes(rest, place.AsSpan(Fixed));
        return place;
    }
}
