using System.Text;
using AzrActors.Agency;
using AzrActors.Agency.Import;
using AzrActors.Contracts.Doors;
using Xunit;

namespace AzrActors.Cluster.Tests.Agency;

/// <summary>What the lines of an import file are read as.</summary>
public sealed class ImportReadingTests
{
    private static readonly Caller Caller = new("A12054", "Muster", "1");

    [Fact]
    public async Task A_line_without_authority_official_and_purpose_takes_them_from_the_caller()
    {
        var submission = (await ReadJsonAsync(ImportBench.Registration("Gz 1"))).Single().Submission();

        Assert.Equal(("A12054", "Muster", "1"), (submission.Authority, submission.Official, submission.Purpose));
        Assert.Equal(new DateOnly(2025, 3, 1), submission.OccurredOn);
        Assert.Null(submission.AzrNumber);
    }

    [Fact]
    public async Task A_line_without_submission_id_gets_the_same_one_every_time_and_from_each_authority_its_own()
    {
        var line = ImportBench.Registration("Gz 1");
        var first = (await ReadJsonAsync(line)).Single().Submission().SubmissionId;
        var again = (await ReadJsonAsync("", "", line + "\r")).Single().Submission().SubmissionId;
        var others = LineIdentity.Of("A15084", Encoding.UTF8.GetBytes(line));

        Assert.Equal(first, again);
        Assert.NotEqual(first, others);
        Assert.Equal(8, first.Version);
    }

    [Fact]
    public async Task A_line_with_a_submission_id_keeps_it()
    {
        var id = Guid.NewGuid();
        var line = ImportBench.Registration("Gz 1").Replace("{\"fileReference\"", $"{{\"submissionId\":\"{id}\",\"fileReference\"");

        Assert.Equal(id, (await ReadJsonAsync(line)).Single().Submission().SubmissionId);
    }

    [Fact]
    public async Task All_faults_of_a_line_are_named_at_once_and_no_line_hides_another()
    {
        var lines = await ReadJsonAsync(
            """{"fileReferenz":"1","occurredOn":"01.03.2025","expectedVersion":"2"}""",
            "no JSON",
            ImportBench.Registration("Gz 3"),
            """{"fileReference":"4","occurredOn":{},"entries":[]}""",
            """{"fileReference":"5","fileReference":"5","occurredOn":"2025-03-01","entries":[{"kind":"death"}]}""",
            """{"fileReference":"6","occurredOn":"2025-03-01","entries":[{"diedOn":"2025-03-01"}]}""",
            "[1]",
            "null");

        Assert.Equal(
            "unknown property 'fileReferenz'; occurredOn is not a day (yyyy-MM-dd); fileReference is missing; entries are missing",
            lines[0].Reason());
        Assert.Contains("not a JSON object", lines[1].Reason());
        Assert.IsType<ImportLine.Readable>(lines[2]);
        Assert.Contains("occurredOn cannot be read", lines[3].Reason());
        Assert.IsType<ImportLine.Unreadable>(lines[4]);
        Assert.Contains("entries[0]", lines[5].Reason());
        Assert.IsType<ImportLine.Unreadable>(lines[6]);
        Assert.IsType<ImportLine.Unreadable>(lines[7]);
        Assert.Equal(Enumerable.Range(1, 8), lines.Select(line => line.Number));
    }

    [Fact]
    public async Task A_line_longer_than_the_limit_is_unreadable_and_the_next_one_is_not()
    {
        var lines = await ReadJsonAsync(new string('x', 3 * 1024 * 1024), ImportBench.Registration("Gz 2"));

        Assert.Contains("longer than", lines[0].Reason());
        Assert.Equal((2, "Gz 2"), (lines[1].Number, lines[1].Submission().FileReference));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_spoil_their_line_only()
    {
        byte[] bad = [.. "1,2025-03-01,death,M"u8, 0xFC, .. "ller"u8];
        byte[] file = [.. "fileReference,occurredOn,kind,familyName\n"u8, .. bad, (byte)'\n', .. "2,2025-03-01,death,x\n"u8];
        var lines = await CollectAsync(CsvInput.ReadAsync(new MemoryStream(file), Caller, TestContext.Current.CancellationToken));

        Assert.Contains("UTF-8", lines[0].Reason());
        Assert.Equal("2", lines[1].Submission().FileReference);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task A_CSV_row_is_one_entry_whose_filled_cells_are_its_fields(char separator)
    {
        var lines = await ReadCsvAsync(
            "\uFEFFkind,fileReference,occurredOn,azrNumber,expectedVersion,nationality,familyName,birthName".Replace(',', separator),
            "changePersonalData,\"Gz \"\"7\"\"\",2025-03-01,123,4,SYR|AFG,\"von der Aue\",".Replace(',', separator));
        var submission = lines.Single().Submission();
        var entry = submission.Entries.Single();

        Assert.Equal(("Gz \"7\"", "123", 4), (submission.FileReference, submission.AzrNumber, submission.ExpectedVersion));
        Assert.Equal("changePersonalData", entry.Kind);
        Assert.Equal(
            ["nationality=SYR", "nationality=AFG", "familyName=von der Aue"],
            entry.Fields.Select(field => $"{field.Name}={field.Value}"));
    }

    [Fact]
    public async Task A_forgotten_quotation_mark_spoils_its_own_row_only()
    {
        var lines = await ReadCsvAsync(
            "fileReference,occurredOn,kind,town",
            "1,2025-03-01,moveIn,\"Potsdam",
            "2,2025-03-01,moveIn",
            "3,2025-03-01,,Potsdam",
            "",
            "5,2025-03-01,moveIn,Potsdam");

        Assert.Equal("quotation marks do not match", lines[0].Reason());
        Assert.Equal("3 cells, but the header has 4", lines[1].Reason());
        Assert.Equal("kind is missing", lines[2].Reason());
        Assert.Equal((6, "5"), (lines[3].Number, lines[3].Submission().FileReference));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("fileReference,kind", "occurredOn")]
    [InlineData("fileReference,occurredOn,kind,kind", "twice")]
    [InlineData("fileReference,occurredOn,kind,", "no name")]
    public async Task A_CSV_file_without_a_usable_header_is_a_bad_file(string header, string reason)
    {
        var fault = await Assert.ThrowsAsync<BadFileException>(() => ReadCsvAsync(header));

        Assert.Contains(reason, fault.Message);
    }

    private static Task<List<ImportLine>> ReadJsonAsync(params string[] lines) => CollectAsync(
        JsonLinesInput.ReadAsync(StreamOf(lines), Caller, TestContext.Current.CancellationToken));

    private static Task<List<ImportLine>> ReadCsvAsync(params string[] lines) => CollectAsync(
        CsvInput.ReadAsync(StreamOf(lines), Caller, TestContext.Current.CancellationToken));

    private static MemoryStream StreamOf(string[] lines) => new(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private static async Task<List<ImportLine>> CollectAsync(IAsyncEnumerable<ImportLine> lines)
    {
        var all = new List<ImportLine>();
        await foreach (var line in lines) all.Add(line);
        return all;
    }
}

file static class Lines
{
    public static Contracts.Submissions.Submission Submission(this ImportLine line) =>
        Assert.IsType<ImportLine.Readable>(line).Submission;

    public static string Reason(this ImportLine line) => Assert.IsType<ImportLine.Unreadable>(line).Reason;
}
