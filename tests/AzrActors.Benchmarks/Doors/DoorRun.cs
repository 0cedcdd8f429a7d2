using System.Diagnostics;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Grains.Doors;
using Microsoft.IdentityModel.Tokens;
using Spectre.Console;

namespace AzrActors.Benchmarks.Doors;

/// <summary>What the door costs per call, on one thread and without a network: the parts and the whole.</summary>
internal static class DoorRun
{
    private const int Calls = 20_000;

    private static readonly Submission Typical = new()
    {
        SubmissionId = Guid.NewGuid(), Authority = "A12054", Official = "Frau Beispiel", Purpose = "1", FileReference = "32.1/4711",
        OccurredOn = new DateOnly(2026, 11, 23), AzrNumber = "449246429792", ExpectedVersion = 3,
        Entries = [new Entry("moveIn",
        [
            new EntryField("ags", "12054000"), new EntryField("street", "Am Kanal"), new EntryField("houseNumber", "7"),
            new EntryField("postcode", "14461"), new EntryField("town", "Potsdam"), new EntryField("since", "2026-11-20"),
        ])],
    };

    public static async Task<int> RunAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var publicKey = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        var keys = new TrustedKeys();
        keys.Trust(TrustedKey.Of("bench", publicKey, "A12054"));
        var book = new NonceBook(TimeProvider.System, new NonceBookOptions());
        var verifier = new AssertionVerifier(keys, new OwnNonces(book), TimeProvider.System);
        var caller = new Caller("A12054", "Frau Beispiel", "1");
        var binding = new CallBinding("azr.IRegisterDesk/Submit", Base64UrlEncoder.Encode(Hash()));
        var tokens = new string[Calls];

        var table = new Table().AddColumns("part of a call", "p50 µs", "p99 µs");
        await MeasureAsync(table, "canonical form of a submission (either side)", _ => { Hash(); return ValueTask.CompletedTask; });
        await MeasureAsync(table, "signing (client)", call =>
        {
            tokens[call] = CallerAssertion.Sign(caller, binding, OwnNonces.Name, key, "bench", DateTimeOffset.UtcNow);
            return ValueTask.CompletedTask;
        });
        await MeasureAsync(table, "verifying, nonce included (silo)", async call =>
        {
            if (await verifier.VerifyAsync(tokens[call], binding) is not AssertionVerdict.Proven)
                throw new InvalidOperationException("A right assertion was refused.");
        });
        await MeasureAsync(table, "refusing a replay (silo)", async call =>
        {
            if (await verifier.VerifyAsync(tokens[call], binding) is not AssertionVerdict.Refused)
                throw new InvalidOperationException("A replay was accepted.");
        });
        await MeasureAsync(table, "remembering a nonce alone", _ => { book.Take("other", Guid.NewGuid()); return ValueTask.CompletedTask; });
        AnsiConsole.Write(table);
        return 0;
    }

    private static byte[] Hash()
    {
        var form = new CanonicalForm();
        form.Add("0");
        form.Add(Typical);
        return form.Hash();
    }

    private static async Task MeasureAsync(Table table, string part, Func<int, ValueTask> call)
    {
        var taken = new double[Calls];
        for (var number = 0; number < Calls; number++)
        {
            var began = Stopwatch.GetTimestamp();
            await call(number);
            taken[number] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }
        // The first calls compile the code.
        var warm = taken[(Calls / 10)..];
        Array.Sort(warm);
        table.AddRow(part, $"{warm[warm.Length / 2]:F1}", $"{warm[warm.Length * 99 / 100]:F1}");
    }

    private sealed class OwnNonces(NonceBook book) : INonces
    {
        public const string Name = "bench";

        public string Own => Name;

        public ValueTask<NonceFate?> TakeAsync(string? keeper, string keyId, Guid nonce) =>
            ValueTask.FromResult<NonceFate?>(book.Take(keyId, nonce));
    }
}
