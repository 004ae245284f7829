using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Dashboard;

/// <summary>A web server for one dashboard, where there is no application to add it to.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private DashboardServer(WebApplication application) => _application = application;

    /// <summary>The address of the page.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Starts serving.</summary>
    /// <param name="dashboard">What to show. To be reached by another name than this machine's own it needs <see cref="AlertDashboardOptions.AllowedHosts"/>.</param>
    /// <param name="endpoint">Where to listen; port 0 takes a free one. Anything but a loopback address lets others look.</param>
    /// <param name="stop">Cancels the start.</param>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<DashboardServer> StartAsync(AlertDashboard dashboard, IPEndPoint endpoint, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(dashboard);
        ArgumentNullException.ThrowIfNull(endpoint);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 200;
            kestrel.Listen(endpoint);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        application.MapAlertDashboard(dashboard);
        try
        {
            await application.StartAsync(stop).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new DashboardServer(application);
    }

    /// <summary>Stops serving; open pages are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }
}
