namespace AzrActors.Domain.Quality.Standing;

/// <summary>Days from a first one to the day before <see cref="Until"/>; open to the end if that is the last day there is.</summary>
internal readonly record struct Span(DateOnly From, DateOnly Until)
{
    public static Span Since(DateOnly from) => new(from, DateOnly.MaxValue);

    /// <summary>With its last day; no last day leaves it open.</summary>
    public static Span To(DateOnly from, DateOnly? lastDay) => new(from, lastDay is { } day && day < DateOnly.MaxValue ? day.AddDays(1) : DateOnly.MaxValue);

    public bool IsEmpty => Until <= From;

    public bool Has(DateOnly day) => From <= day && day < Until;

    public Span And(Span other) => new(From > other.From ? From : other.From, Until < other.Until ? Until : other.Until);

    public Span Before(DateOnly? day) => day < Until ? this with { Until = day.Value } : this;

    public Span NotBefore(DateOnly day) => day > From ? this with { From = day } : this;
}

/// <summary>Something that is wrong during a span of days if nothing changes.</summary>
/// <param name="Path">The fact it is about; null for the record or its personal data.</param>
internal readonly record struct Fault(string? Path, string? Field, Span When);
