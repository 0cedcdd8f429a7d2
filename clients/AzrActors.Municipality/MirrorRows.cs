using System.Globalization;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace AzrActors.Municipality;

/// <summary>Rows of the mirror's tables to objects and back. Days and instants are ISO 8601 texts.</summary>
internal static class MirrorRows
{
    private const string Day = "yyyy-MM-dd";

    public static (string Name, object? Value)[] Parameters(Notice notice) =>
    [
        ("$person", notice.Person),
        ("$azrNumber", notice.AzrNumber),
        ("$name", notice.PersonName),
        ("$birthDate", notice.BirthDate),
        ("$version", notice.Version),
        ("$changedOn", notice.OccurredOn.ToString(Day, CultureInfo.InvariantCulture)),
    ];

    public static (string Name, object? Value)[] Parameters(string person, RecordItem item) =>
    [
        ("$person", person),
        ("$path", item.Path),
        ("$item", item.Item),
        ("$label", item.Label),
        ("$value", item.Value),
        ("$text", item.Text),
        ("$authority", item.Source.Authority),
        ("$authorityName", item.Source.AuthorityName),
        ("$fileReference", item.Source.FileReference),
        ("$submissionId", item.Source.SubmissionId.ToString()),
        ("$basis", item.Source.Basis),
        ("$knownSince", item.Source.KnownSince.ToString("O", CultureInfo.InvariantCulture)),
        ("$validFrom", item.Source.ValidFrom.ToString(Day, CultureInfo.InvariantCulture)),
        ("$version", item.Source.Version),
    ];

    public static MirroredPerson Person(SqliteDataReader row) => new()
    {
        Person = row.Text("person"),
        AzrNumber = row.TextOrNull("azr_number"),
        Name = row.TextOrNull("name"),
        BirthDate = row.TextOrNull("birth_date"),
        Version = row.Number("version"),
        Status = Enum.Parse<MirrorStatus>(row.Text("status")),
        ChangedOn = DateOnly.ParseExact(row.Text("changed_on"), Day, CultureInfo.InvariantCulture),
    };

    public static RecordItem Item(SqliteDataReader row) => new()
    {
        Path = row.Text("path"),
        Item = row.Text("item"),
        Label = row.Text("label"),
        Value = row.Text("value"),
        Text = row.Text("text"),
        Source = new ValueSource
        {
            Authority = row.Text("source_authority"),
            AuthorityName = row.Text("source_authority_name"),
            FileReference = row.Text("source_file_reference"),
            SubmissionId = Guid.Parse(row.Text("source_submission_id")),
            Basis = row.Text("source_basis"),
            KnownSince = DateTimeOffset.ParseExact(row.Text("source_known_since"), "O", CultureInfo.InvariantCulture),
            ValidFrom = DateOnly.ParseExact(row.Text("source_valid_from"), Day, CultureInfo.InvariantCulture),
            Version = row.Number("source_version"),
        },
    };

    private static string Text(this SqliteDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    private static int Number(this SqliteDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    private static string? TextOrNull(this SqliteDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.Text(column);
}
