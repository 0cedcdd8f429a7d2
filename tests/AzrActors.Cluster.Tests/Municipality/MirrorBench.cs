using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Municipality;

namespace AzrActors.Cluster.Tests.Municipality;

/// <summary>A mirror in a folder of its own, and notices to feed it with.</summary>
internal sealed class MirrorBench : IDisposable
{
    public const string Office = "M12054";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azr-mirror-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "mirror.db");

    public Mirror Open(string authority = Office) => Mirror.Open(Path, authority);

    /// <summary>Everything that lies on the disk, for looking for what should be gone.</summary>
    public string ReadFiles() =>
        string.Concat(_folder.EnumerateFiles().Select(file => File.ReadAllText(file.FullName, System.Text.Encoding.Latin1)));

    public void Dispose() => _folder.Delete(recursive: true);

    public static Notice Assigned(long sequence, string person, params (string Path, string Value)[] items) =>
        Of(NoticeKind.Assigned, sequence, person, items);

    public static Notice Changed(long sequence, string person, params (string Path, string Value)[] items) =>
        Of(NoticeKind.Changed, sequence, person, items);

    public static Notice Released(long sequence, string person) => Of(NoticeKind.Released, sequence, person, []);

    public static Notice Erased(long sequence, string person) => Of(NoticeKind.Erased, sequence, person, []);

    private static Notice Of(NoticeKind kind, long sequence, string person, (string Path, string Value)[] items) => new()
    {
        Recipient = Office,
        Sequence = sequence,
        Kind = kind,
        Person = person,
        AzrNumber = $"number-{person}",
        PersonName = $"Name of {person}",
        BirthDate = "1990-00-00",
        Version = (int)sequence,
        OccurredOn = new DateOnly(2025, 3, 1),
        RecordedAt = DateTimeOffset.UnixEpoch,
        Paragraph = "§ 18e AZRG",
        Occasion = "Zuzug",
        Items = [.. items.Select(item => Item(item.Path, item.Value, (int)sequence))],
        Removed = [],
    };

    private static RecordItem Item(string path, string value, int version) => new()
    {
        Path = path,
        Item = "3.a",
        Label = "Feld",
        Value = value,
        Text = value,
        Source = new ValueSource
        {
            Authority = "A12054",
            AuthorityName = "Ausländerbehörde Potsdam",
            FileReference = "Gz 1",
            SubmissionId = new Guid("01234567-89ab-cdef-0123-456789abcdef"),
            Basis = "§ 3 AZRG",
            KnownSince = new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero).AddMicroseconds(123456),
            ValidFrom = new DateOnly(2025, 2, 28),
            Version = version,
        },
    };
}
