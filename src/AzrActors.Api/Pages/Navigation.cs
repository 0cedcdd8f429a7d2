using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Pages;

/// <summary>An entry of the main menu.</summary>
/// <param name="Key">Letter that leads there after <c>g</c>.</param>
internal sealed record NavigationEntry(string Path, string Text, string Key);

/// <summary>What a role finds in the main menu: nothing that it could not use.</summary>
internal static class Navigation
{
    /// <summary>Authority key of the register authority, whose officials operate the register.</summary>
    public const string Operator = "REG000";

    private static readonly NavigationEntry[] Everyone =
    [
        new("/", "Meine Arbeit", "a"), new(PageRoutes.Incoming, "Eingang", "e"), new(PageRoutes.Search, "Suche", "s"),
        new(PageRoutes.Entry, "Erfassen", "n"), new(PageRoutes.Duplicates, "Dubletten", "d"), new(PageRoutes.Quality, "Qualität", "q"), new(PageRoutes.Notices, "Meldungen", "m"), new(PageRoutes.Law, "Befugnisse", "b"),
    ];

    private static readonly NavigationEntry Operation = new(PageRoutes.Operation, "Betrieb", "o");

    public static NavigationEntry To(string path) => Everyone.Single(entry => entry.Path == path);

    public static bool IsOperator(Caller caller) => caller.Authority == Operator;

    public static IReadOnlyList<NavigationEntry> For(Caller caller) => IsOperator(caller) ? [.. Everyone, Operation] : Everyone;
}
