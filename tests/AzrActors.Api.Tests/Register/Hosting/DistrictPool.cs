using AzrActors.Domain.CodeLists;

namespace AzrActors.Api.Tests.Register;

/// <summary>The authorities of one district and a municipality they serve.</summary>
public sealed record LocalAuthorities(District District, Municipality Municipality)
{
    public string Foreigners => "A" + District.Key;
    public string Residents => "M" + District.Key;
    public string Benefits => "L" + District.Key;
    public string Ags => Municipality.Ags;
    public string Town => Municipality.Name.Split(',')[0];
}

/// <summary>Hands out every district once.</summary>
internal sealed class DistrictPool
{
    private static readonly ILookup<string, Municipality> Towns = Municipalities.All.ToLookup(town => town.District);
    private static readonly List<District> Served = [.. Districts.All.Where(district => Towns.Contains(district.Key))];
    private int _taken = -1;

    public LocalAuthorities Take()
    {
        var district = Served[Interlocked.Increment(ref _taken)];
        return new LocalAuthorities(district, Towns[district.Key].First());
    }
}
