using System.CommandLine;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr authorities</c>: whom the register knows.</summary>
internal sealed class AuthoritiesCommand : Command
{
    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "Only this kind, for example ResidentsOffice.",
        HelpName = "KIND",
    };

    private readonly Option<string?> _district = new("--district")
    {
        Description = "Only those serving this district, for example 12054; federal authorities serve all.",
        HelpName = "DISTRICT",
    };

    private readonly ConnectionOptions _connection;

    public AuthoritiesCommand(ConnectionOptions connection) : base("authorities", "List the authorities the register knows.")
    {
        _connection = connection;
        Options.Add(_kind);
        Options.Add(_district);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var kind = parsed.GetValue(_kind);
        var district = parsed.GetValue(_district);
        var table = new Table().AddColumns("Key", "Kind", "Name", "Districts");
        foreach (var authority in await register.Client.ListAuthoritiesAsync(cancellationToken))
        {
            if (kind is not null && !authority.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase)) continue;
            if (district is not null && authority.Districts.Count > 0 && !authority.Districts.Contains(district)) continue;
            var districts = authority.Districts.Count > 0 ? string.Join(", ", authority.Districts) : "all";
            table.AddRow(new Text(authority.Key), new Text(authority.Kind), new Text(authority.Name), new Text(districts));
        }
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }
}
