using System.Reflection;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.PersonRecords;
using AzrActors.Journal;

namespace AzrActors.Architecture.Tests;

public partial class GlossaryTests
{
    [Fact]
    public void Every_identifier_of_the_glossary_exists()
    {
        var known = new[] { typeof(PersonRecord).Assembly, typeof(Submission).Assembly, typeof(IJournal).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Select(member => member.Name).Append(type.Name))
            .ToHashSet();
        var named = Identifier().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "GLOSSARY.md")))
            .Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count >= 25, "The glossary was not read.");
        Assert.All(named, identifier => Assert.Contains(identifier, known));
    }

    [GeneratedRegex(@"^\| [^|]+ \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Identifier();
}
