using System.Diagnostics;
using System.Globalization;
using AzrActors.Domain.Identity;
using CsvHelper;

namespace AzrActors.Agency.Match;

/// <summary>The file of pairs. Written beside its place and moved there when complete, so that half a file is never taken for a whole.</summary>
internal sealed class MatchResults : IDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly bool _explain;
    private readonly MatchFile _left;
    private readonly MatchFile _right;
    private readonly CsvWriter _csv;
    private bool _closed;

    /// <param name="explain">With the weight of each field.</param>
    /// <exception cref="BadFileException">The file cannot be written.</exception>
    public MatchResults(string path, bool explain, MatchFile left, MatchFile right)
    {
        (_path, _draft, _explain, _left, _right) = (path, path + ".part", explain, left, right);
        try
        {
            _csv = CsvWriter.Create(File.Create(_draft), new CsvWriterOptions(), leaveOpen: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {fault.Message}", fault);
        }
        string[] heading = ["left_id", "right_id", "score", "outcome"];
        _csv.WriteRecord(explain ? [.. heading, "against", "prior", .. Enum.GetValues<MatchField>().Select(Column)] : heading);
    }

    public void Write(MatchedPair pair)
    {
        string[] row = [_left.Ids[pair.Left], _right.Ids[pair.Right], Number(pair.Score.Bits), NameOf(pair.Outcome)];
        _csv.WriteRecord(_explain
            ? [.. row, pair.Score.Against.ToString().ToLowerInvariant(), Number(pair.Score.Prior), .. pair.Score.Weights.Select(Number)]
            : row);
    }

    /// <summary>Puts the complete file into its place.</summary>
    public void Complete()
    {
        Close();
        File.Move(_draft, _path, overwrite: true);
    }

    public void Dispose()
    {
        Close();
        File.Delete(_draft);
    }

    public static string NameOf(MatchOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private void Close()
    {
        if (!_closed) _csv.Dispose();
        _closed = true;
    }

    private static string Column(MatchField field) => field switch
    {
        MatchField.FamilyName => "family_name",
        MatchField.GivenNames => "given_names",
        MatchField.BirthDate => "birth_date",
        MatchField.Sex => "sex",
        MatchField.Nationality => "nationality",
        MatchField.BirthPlace => "birth_place",
        MatchField.PaperNumber => "paper_number",
        MatchField.Address => "address",
        MatchField.Place => "place",
        _ => throw new UnreachableException($"No column for {field}."),
    };

    private static string Number(double bits) => bits.ToString("0.00", CultureInfo.InvariantCulture);
}
