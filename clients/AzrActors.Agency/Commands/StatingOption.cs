using System.CommandLine;
using AzrActors.Domain.Law;

namespace AzrActors.Agency.Commands;

/// <summary><c>--stating consent,onRequest</c>: circumstances of a request, from the closed list that its help shows.</summary>
internal sealed class StatingOption : Option<string?>
{
    /// <param name="meaning">What stating does in the command, without full stop.</param>
    public StatingOption(string meaning) : base("--stating")
    {
        HelpName = "WORD,…";
        Description = $"{meaning}: {string.Join("; ", Circumstance.All.Select(one => $"{one.Id} = {one.German.TrimEnd('.')}"))}.";
    }

    /// <summary>The words; null if the option was not given.</summary>
    public IReadOnlyList<string>? ValueOf(ParseResult parsed) =>
        parsed.GetValue(this)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
