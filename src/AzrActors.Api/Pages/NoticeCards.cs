using System.Runtime.CompilerServices;
using AzrActors.Api.Live;
using AzrActors.Contracts.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AzrActors.Api.Pages;

/// <summary>
/// For browsers: the same card the page is made of. All open pages of an authority get a notice from one subscription, and its
/// card is made once for all of them; it is kept no longer than the notice.
/// </summary>
internal sealed class NoticeCards<TCard>(IServiceScopeFactory scopes, ILoggerFactory loggers) : INoticeRendering where TCard : IComponent
{
    private readonly ConditionalWeakTable<Notice, Task<string>> _made = [];

    public ValueTask<string> RenderAsync(Notice notice) => new(_made.GetValue(notice, MakeAsync));

    private async Task<string> MakeAsync(Notice notice)
    {
        await using var scope = scopes.CreateAsyncScope();
        // One renderer per card: it keeps every root component it ever rendered.
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(NoticeCard.Notice)] = notice });
            return (await renderer.RenderComponentAsync<TCard>(parameters)).ToHtmlString();
        });
    }
}
