using System.CommandLine;
using AzrActors.Client;

namespace AzrActors.Agency;

/// <summary>The options of every command: who calls, with which key, and where the register is.</summary>
internal sealed class ConnectionOptions
{
    private const string DevelopmentKey = "./data/keys/development.pem";

    private Option<string> Authority { get; } = new("--authority")
    {
        Description = "Key of the authority (6 characters), for example A12054; for explain a kind of authority.",
        HelpName = "KEY",
        Recursive = true,
    };

    private Option<string> Official { get; } = new("--official")
    {
        Description = "Official who is responsible.",
        HelpName = "NAME",
        Recursive = true,
        DefaultValueFactory = _ => Environment.UserName,
    };

    private Option<string> Purpose { get; } = new("--purpose")
    {
        Description = "Purpose of the call (AZRG-DV § 8 Abs. 3); default: that of the authority's daily work.",
        HelpName = "CODE",
        Recursive = true,
        DefaultValueFactory = _ => "",
    };

    private Option<string> Key { get; } = new("--key")
    {
        Description = "Private key of the authority (PEM); environment variable AZR_KEY.",
        HelpName = "FILE",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_KEY") ?? DevelopmentKey,
    };

    private Option<string> KeyId { get; } = new("--key-id")
    {
        Description = "Name under which the register knows the key; environment variable AZR_KEY_ID.",
        HelpName = "ID",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_KEY_ID") ?? "development",
    };

    private Option<string[]> Gateways { get; } = new("--gateway")
    {
        Description = "Gateway of the register; may be repeated.",
        HelpName = "HOST:PORT",
        Recursive = true,
        DefaultValueFactory = _ => ["127.0.0.1:30000"],
    };

    private Option<string?> Tls { get; } = new("--tls-folder")
    {
        Description = "Folder with agency.pem and silo-ca.pem for mutual TLS; environment variable AZR_TLS_FOLDER.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_TLS_FOLDER"),
    };

    private Option<int?> Patience { get; } = new("--patience")
    {
        Description = "Seconds to keep trying while the register is out of reach.",
        HelpName = "SECONDS",
        Recursive = true,
    };

    /// <summary>
    /// What the synthetic keys of the directory stand for: M residents' offices, L benefit offices, BAMF; all others
    /// ask for purposes of foreigners' law.
    /// </summary>
    private static string PurposeOfDailyWork(string authority) => authority switch
    {
        ['M', ..] => "29",
        ['L', ..] => "22",
        "BAMF00" => "2",
        "BPOL00" => "3",
        _ => "1",
    };

    /// <summary>The purpose if one was given; null otherwise.</summary>
    public string? StatedPurpose(ParseResult parsed) =>
        parsed.GetResult(Purpose) is { Implicit: false } ? parsed.GetValue(Purpose) : null;

    public void AddTo(RootCommand root)
    {
        Patience.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 0) result.AddError("--patience is 0 or more.");
        });
        foreach (var option in new Option[] { Authority, Official, Purpose, Key, KeyId, Gateways, Tls, Patience })
            root.Options.Add(option);
    }

    // Not required by the parser, because a command that works offline speaks for nobody.
    /// <exception cref="BadFileException">No authority was named.</exception>
    public string AuthorityOf(ParseResult parsed) =>
        parsed.GetValue(Authority) ?? throw new BadFileException("Name the authority with --authority.");

    /// <summary>Connects to the register as the caller whom the options describe.</summary>
    /// <exception cref="BadFileException">The key file or the authority is missing.</exception>
    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    public async Task<RegisterConnection> ConnectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var authority = AuthorityOf(parsed);
        var keyFile = parsed.GetRequiredValue(Key);
        if (!File.Exists(keyFile))
            throw new BadFileException($"There is no key file {keyFile}; name one with --key or AZR_KEY.");
        return await RegisterConnection.OpenAsync(options =>
        {
            options.Gateways = [.. parsed.GetRequiredValue(Gateways)];
            options.Authority = authority;
            options.Official = parsed.GetRequiredValue(Official);
            options.Purpose = StatedPurpose(parsed) ?? PurposeOfDailyWork(authority);
            options.SigningKeyFile = keyFile;
            options.KeyId = parsed.GetRequiredValue(KeyId);
            options.TlsFolder = parsed.GetValue(Tls);
            if (parsed.GetValue(Patience) is { } seconds) options.Patience = TimeSpan.FromSeconds(seconds);
        }, log: null, cancellationToken);
    }
}
