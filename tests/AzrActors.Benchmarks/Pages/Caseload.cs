using System.Globalization;
using AzrActors.Benchmarks.Load;
using AzrActors.Contracts.Doors;

namespace AzrActors.Benchmarks.Pages;

/// <summary>
/// The persons whom the officials of Potsdam and the Burgenlandkreis look after, registered through the register, among
/// those that only fill the store.
/// </summary>
internal sealed class Caseload(PagesSettings settings)
{
    /// <summary>More would take minutes to register; then persons come again.</summary>
    private const int UnseenMax = 3_000;

    /// <summary>Of each district: persons whose pages are opened before anything is measured, and who change.</summary>
    private const int KnownCount = 64;

    private static readonly string[] Districts = ["12054", "15084"];

    private readonly Dictionary<string, Persons> _persons = [];
    private Task? _prepared;

    /// <summary>Offices of the officials; those of the benefits have no notices of these persons.</summary>
    public static IReadOnlyList<string> Offices { get; } = [.. Districts.SelectMany(district => new[] { $"A{district}", $"M{district}", $"L{district}" })];

    /// <summary>Offices that are told of every change of a person of their district.</summary>
    public static IReadOnlyList<string> ToldOffices { get; } = [.. Offices.Where(office => office[0] != 'L')];

    public static Caller OfficialOf(string office, int number) => new(
        office, string.Create(CultureInfo.InvariantCulture, $"Probe {number}"), office[0] == 'L' ? "22" : SyntheticRecord.PurposeOf(office));

    public string Conditions { get; private set; } = "";

    /// <summary>Persons of the district who change.</summary>
    public string[] KnownOf(string office) => _persons[office[1..]].Known;

    /// <summary>Somebody whose page nobody has opened yet, as long as there is one.</summary>
    public string NextFor(string office) => _persons[office[1..]].Next();

    /// <summary>Fills the store and opens pages until they are compiled, when it is first asked for.</summary>
    public Task PrepareAsync(Stage stage, CancellationToken cancellationToken) => _prepared ??= FillAsync(stage, cancellationToken);

    private async Task FillAsync(Stage stage, CancellationToken cancellationToken)
    {
        var views = settings.Views + settings.Officials * (int)Math.Ceiling((settings.Load.WarmUp + settings.Load.Length) / settings.Pause);
        var unseen = Math.Min(UnseenMax, views / Districts.Length + 1);
        foreach (var district in Districts)
        {
            Stage.Say($"registering {KnownCount + unseen} persons in district {district}");
            var (client, numbers) = (stage.Register.For($"A{district}"), new string[KnownCount + unseen]);
            await Parallel.ForAsync(0, numbers.Length, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
                async (i, token) => numbers[i] =
                    await Register.RegisterAsync(client, SyntheticRecord.Entries(Register.NewPerson(), Register.Today, district), token));
            _persons[district] = new Persons(numbers[..KnownCount], numbers[KnownCount..]);
        }
        Stage.Say($"storing {settings.Persons:#,0} persons");
        var concerns = new OtherConcerns(stage.Store);
        await concerns.AddAsync(settings.Persons, Districts, cancellationToken);
        await new Population(stage.Store).GrowAsync(settings.Persons, _persons[Districts[0]].Known[0], cancellationToken);
        var stored = await stage.Store.AskAsync<long>("select count(*) from azr_number", cancellationToken);
        Conditions = string.Create(CultureInfo.InvariantCulture, $"{stored:#,0} persons stored, {concerns}");
        await SettleAsync(stage, cancellationToken);
    }

    private async Task SettleAsync(Stage stage, CancellationToken cancellationToken)
    {
        Stage.Say("opening pages until they are compiled");
        var browsers = new List<Browser>();
        try
        {
            foreach (var office in Offices) browsers.Add(await Browser.SignInAsync(stage.Silo.Address, OfficialOf(office, 0), cancellationToken));
            await Settling.RunAsync(() => stage.Silo.CompiledAsync(cancellationToken), async () =>
            {
                await Task.WhenAll(browsers.Select(async (browser, i) =>
                {
                    foreach (var person in KnownOf(Offices[i]).Take(16)) await browser.LookAsync(PathOf(person), cancellationToken);
                    await browser.OpenAsync("/", null, cancellationToken);
                }));
            }, stage.Settings.SettlingMax);
            foreach (var browser in browsers) await browser.LeaveAsync();
        }
        finally
        {
            browsers.ForEach(browser => browser.Dispose());
        }
    }

    public static string PathOf(string person) => $"/datensatz/{person}";

    /// <summary>Persons of one district.</summary>
    private sealed class Persons(string[] known, string[] unseen)
    {
        private int _next = -1;

        public string[] Known => known;

        public string Next() => unseen[Interlocked.Increment(ref _next) % unseen.Length];
    }
}
