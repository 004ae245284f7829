using System.Globalization;
using FinkTyped.Dashboard.Live;
using FinkTyped.Dashboard.Serving;
using FinkTyped.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FinkTyped.Dashboard;

/// <summary>Serves a dashboard from an ASP.NET Core application.</summary>
public static class DashboardEndpoints
{
    /// <summary>
    /// Adds the live page of a dashboard: the page itself, its events, and a page for each of the latest alerts. All are read-only. Add your own
    /// authorization to what this returns where others can reach the application.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="dashboard">What to show.</param>
    /// <param name="path">Where: <c>/alerts</c> for example; the root by default.</param>
    public static RouteGroupBuilder MapAlertDashboard(this IEndpointRouteBuilder endpoints, AlertDashboard dashboard, string path = "/")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(dashboard);
        var home = path.TrimEnd('/');
        var group = endpoints.MapGroup(home);
        // As request delegates: handlers with parameters of their own need code that is made at run time.
        void Map(string pattern, RequestDelegate show)
        {
            RequestDelegate guarded = context => Guard.Refuses(context, dashboard.Options) is { } refusal ? refusal.ExecuteAsync(context) : show(context);
            group.MapGet(pattern, guarded);
        }

        Map("/", context =>
        {
            Guard.Protect(context.Response, DashboardPage.Policy);
            // Addresses in the page are relative to its folder.
            var answer = context.Request.Path.Value?.EndsWith('/') == true
                ? Results.Content(DashboardPage.Html(dashboard.Options.Title), "text/html; charset=utf-8")
                : Results.Redirect(home + "/");
            return answer.ExecuteAsync(context);
        });
        Map("/events", context => SendAsync(context, dashboard));
        Map("/alert/{id:long}", context => Page(context, dashboard.Find(long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture))).ExecuteAsync(context));
        return group;
    }

    private static async Task SendAsync(HttpContext context, AlertDashboard dashboard)
    {
        var query = context.Request.Query;
        if (!TabFilter.TryCreate(query["topic"], query["find"], query["filter"], out var wanted, out var fault))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(fault, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        Guard.Protect(context.Response, "default-src 'none'");
        await new DashboardTab(dashboard, wanted).SendAsync(context).ConfigureAwait(false);
    }

    private static IResult Page(HttpContext context, ShownAlert? shown)
    {
        Guard.Protect(context.Response, null);
        if (shown is null) return Results.Text("This alert is not kept any more.", statusCode: StatusCodes.Status404NotFound);
        try
        {
            return Results.Content(AlertPage.ToHtml(shown.Datum), "text/html; charset=utf-8");
        }
        catch (AvroException e)
        {
            return Results.Text(string.Create(CultureInfo.InvariantCulture, $"This alert cannot be decoded: {e.Message}"), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
