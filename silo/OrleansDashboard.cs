using AzrActors.Api;
using Orleans.Dashboard;

namespace AzrActors.Silo;

/// <summary>
/// The dashboard of Orleans, for operators who look for a slow grain. It measures every call, so it is switched on when it is
/// needed (<c>OrleansDashboard=true</c>).
/// </summary>
internal sealed record OrleansDashboard(bool On)
{
    public const string Setting = nameof(OrleansDashboard);
    public const string Path = AzrApi.DashboardPath;

    public static OrleansDashboard Of(IConfiguration configuration) => new(configuration.GetValue<bool>(Setting));

    public void AddTo(ISiloBuilder silo)
    {
        // What a silo logs holds no personal data, but it is not this page's to show.
        if (On) silo.AddDashboard(options => options.HideTrace = true);
    }

    public void MapTo(WebApplication app)
    {
        if (!On) return;
        app.MapOrleansDashboard(Path).RequireAuthorization(AzrApi.OperatorPolicy).ExcludeFromDescription().AddEndpointFilter((invocation, next) =>
            // It can show the stored state of a grain; what is stored is the register's to show.
            invocation.HttpContext.Request.Path.Value!.Contains("GrainState", StringComparison.OrdinalIgnoreCase)
                ? ValueTask.FromResult<object?>(TypedResults.NotFound()) : next(invocation));
    }
}
