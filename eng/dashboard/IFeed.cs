using System.Diagnostics;

namespace FinkTyped.DashboardRun;

/// <summary>How simulated alerts come to a dashboard.</summary>
internal interface IFeed : IAsyncDisposable
{
    /// <summary>The page.</summary>
    Uri Address { get; }

    /// <summary>The process that serves it.</summary>
    Process Server { get; }

    /// <summary>How often the stream was cut.</summary>
    int Disturbances { get; }

    /// <summary>Sends the next alert.</summary>
    Task SendAsync();

    /// <summary>Cuts the stream and mends it again, at its time of the run.</summary>
    /// <param name="part">How much of the run is over, 0 to 1.</param>
    Task DisturbAsync(double part);

    /// <summary>Waits until everything sent has arrived, as far as it does. Returns how many were sent, and how many the dashboard counted.</summary>
    Task<(long Delivered, long Shown)> CompleteAsync();
}
