namespace AzrActors.Benchmarks.Load;

/// <summary>
/// What all measurements of a run share: one silo with its PostgreSQL, a client of it, the baselines on the same server,
/// persons of 2 KB, and the figures.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly List<Figure> _figures = [];
    private string[]? _numbers;

    private Stage(LoadSettings settings, SiloProcess silo, Register register) =>
        (Settings, Silo, Register, Baseline, Store) = (settings, silo, register, new PgBench(silo), new Store(silo.ConnectionString));

    public LoadSettings Settings { get; }

    public SiloProcess Silo { get; }

    public Register Register { get; }

    public PgBench Baseline { get; }

    public Store Store { get; }

    public IReadOnlyList<Figure> Figures => _figures;

    public static async Task<Stage> StartAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        Say("starting a silo with its PostgreSQL");
        var silo = await SiloProcess.StartAsync(HostedSilo.Command, cancellationToken);
        Register? register = null;
        try
        {
            register = await Register.ConnectAsync(silo, cancellationToken);
            await SettleAsync(silo, register, settings.SettlingMax, cancellationToken);
            return new Stage(settings, silo, register);
        }
        catch
        {
            if (register is not null) await register.DisposeAsync();
            await silo.DisposeAsync();
            throw;
        }
    }

    public static void Say(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");

    /// <summary>The persons that measurements update and read, registered when they are first asked for.</summary>
    public async Task<string[]> PersonsAsync(CancellationToken cancellationToken)
    {
        if (_numbers is not null) return _numbers;
        Say($"registering {Settings.Persons} persons");
        return _numbers = await Register.RegisterPersonsAsync(Settings.Persons, cancellationToken);
    }

    /// <summary>How these persons lie in the store, for the conditions of a figure.</summary>
    public async Task<string> DescribeAsync(string[] numbers, CancellationToken cancellationToken)
    {
        var (registration, update, _) = await Store.SizesAsync(numbers, cancellationToken);
        return $"{numbers.Length} {(numbers.Length == 1 ? "person" : "persons")} stored in {registration} bytes"
            + (update > 0 ? $", a change in {update}" : "");
    }

    private static async Task SettleAsync(SiloProcess silo, Register register, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var numbers = await register.RegisterPersonsAsync(64, cancellationToken);
        await Settling.RunAsync(() => silo.CompiledAsync(cancellationToken), async () =>
        {
            await register.LoadAsync(numbers, 64, TimeSpan.FromSeconds(1), cancellationToken);
            await register.LoadAsync(numbers, 1, TimeSpan.FromSeconds(0.5), cancellationToken);
            await Callers.EachOnceAsync(16, numbers, register.ReadAsync, cancellationToken);
            await register.RegisterPersonsAsync(16, cancellationToken);
        }, atMost);
    }

    public void Add(Figure figure)
    {
        Say($"  {figure.Name}: {figure.Value:0.##} {figure.Unit}{(figure.Ratio is { } ratio ? $", {ratio:0.##} times the baseline" : "")}");
        _figures.Add(figure);
    }

    public Figure? Find(string name) => _figures.FirstOrDefault(figure => figure.Name == name);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Register.DisposeAsync();
        await Silo.DisposeAsync();
    }
}

/// <summary>Makes the figures of one row of the table.</summary>
public interface IMeasurement
{
    /// <summary>By which it is chosen on the command line.</summary>
    string Name { get; }

    Task MeasureAsync(Stage stage, CancellationToken cancellationToken);
}
