using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Journal.Schema;

/// <summary>One forward-only step of the schema. Once applied anywhere its text never changes again.</summary>
/// <param name="Name">File name, e.g. <c>0001_orleans.sql</c>. Scripts run in the ordinal order of their names.</param>
/// <param name="Text">SQL; one transaction.</param>
public sealed record SchemaScript(string Name, string Text)
{
    private const string ResourceFolder = "AzrActors.Journal.Schema.";

    /// <summary>SHA-256 of the text with line feeds only: a checkout with other line ends is no other script.</summary>
    public string Sha256 =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>The scripts this build carries, in the order in which they run.</summary>
    public static IReadOnlyList<SchemaScript> Embedded { get; } = ReadEmbedded();

    private static SchemaScript[] ReadEmbedded()
    {
        var assembly = typeof(SchemaScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SchemaScript(name[ResourceFolder.Length..], Read(name)))];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }
}

/// <summary>The database and this build disagree about what the schema is. Nothing was changed.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
