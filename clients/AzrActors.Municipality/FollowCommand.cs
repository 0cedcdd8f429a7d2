using System.CommandLine;
using System.CommandLine.Parsing;
using AzrActors.Client;
using Microsoft.Extensions.Logging;

namespace AzrActors.Municipality;

/// <summary>What the program does without a sub-command: follow the notices into the mirror until Ctrl+C.</summary>
internal sealed class FollowCommand
{
    private const string DevelopmentKey = "./data/keys/development.pem";

    private readonly Option<string> _mirror;

    private readonly Option<string?> _authority = new("--authority")
    {
        Description = "Key of the authority whose notices are followed, for example M12054.",
        HelpName = "KEY",
    };

    private readonly Option<string> _subscription = new("--subscription")
    {
        Description = "Name under which positions are acknowledged to the register.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "mirror",
    };

    private readonly Option<string> _official = new("--official")
    {
        Description = "Official who is responsible.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    private readonly Option<string> _purpose = new("--purpose")
    {
        Description = "Purpose of the calls (AZRG-DV § 8 Abs. 3).",
        HelpName = "CODE",
        DefaultValueFactory = _ => "29",
    };

    private readonly Option<string> _key = new("--key")
    {
        Description = "Private key of the authority (PEM); environment variable AZR_KEY.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_KEY") ?? DevelopmentKey,
    };

    private readonly Option<string> _keyId = new("--key-id")
    {
        Description = "Name under which the register knows the key; environment variable AZR_KEY_ID.",
        HelpName = "ID",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_KEY_ID") ?? "development",
    };

    private readonly Option<string[]> _gateways = new("--gateway")
    {
        Description = "Gateway of the register; may be repeated.",
        HelpName = "HOST:PORT",
        DefaultValueFactory = _ => ["127.0.0.1:30000"],
    };

    private readonly Option<string?> _tls = new("--tls-folder")
    {
        Description = "Folder with agency.pem and silo-ca.pem for mutual TLS; environment variable AZR_TLS_FOLDER.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AZR_TLS_FOLDER"),
    };

    public FollowCommand(RootCommand root, Option<string> mirror)
    {
        _mirror = mirror;
        foreach (var option in new Option[] { _authority, _subscription, _official, _purpose, _key, _keyId, _gateways, _tls })
            root.Options.Add(option);
        // Not Required: the sub-commands read the mirror without speaking for anyone.
        root.Validators.Add(result =>
        {
            if (result.GetResult(_authority) is null && !result.Children.OfType<CommandResult>().Any())
                result.AddError("Option '--authority' is required.");
        });
        root.SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var authority = parsed.GetRequiredValue(_authority)!;
        var keyFile = parsed.GetRequiredValue(_key);
        if (!File.Exists(keyFile))
            throw new BadMirrorFileException($"There is no key file {keyFile}; name one with --key or AZR_KEY.");
        using var mirror = Mirror.Open(parsed.GetRequiredValue(_mirror), authority);
        await using var register = await RegisterConnection.OpenAsync(options =>
        {
            options.Gateways = [.. parsed.GetRequiredValue(_gateways)];
            options.Authority = authority;
            options.Official = parsed.GetRequiredValue(_official);
            options.Purpose = parsed.GetRequiredValue(_purpose);
            options.SigningKeyFile = keyFile;
            options.KeyId = parsed.GetRequiredValue(_keyId);
            options.TlsFolder = parsed.GetValue(_tls);
        }, log => log.AddSimpleConsole(console => console.SingleLine = true).AddFilter("AzrActors.Municipality", LogLevel.Information), cancellationToken);
        var follower = new MirrorFollower(
            register.Client, mirror, parsed.GetRequiredValue(_subscription), register.Loggers);
        await follower.RunAsync(cancellationToken);
        return 0;
    }
}
