using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FinkTyped.Cli.Tests;

/// <summary>A service on this machine that notes what is posted to it, and answers as it is told to.</summary>
internal sealed class LocalService : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Queue<(int Status, string? RetryAfter)> _failures = new();
    private readonly Lock _gate = new();
    private readonly List<(string Path, string Body, DateTime Time)> _requests = [];

    public LocalService()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public string Address { get; }

    public IReadOnlyList<(string Path, string Body, DateTime Time)> Requests
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>Lets the next request fail.</summary>
    public void Fail(int status, string? retryAfter = null)
    {
        lock (_gate) _failures.Enqueue((status, retryAfter));
    }

    public void Dispose() => _listener.Close();

    // It cannot choose a port by itself, and one that was free may be another's a moment later.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (var tries = 0; ; tries++)
        {
            int port;
            using (var socket = new TcpListener(IPAddress.Loopback, 0))
            {
                socket.Start();
                port = ((IPEndPoint)socket.LocalEndpoint).Port;
            }

            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException) when (tries < 20)
            {
                // The next.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var body = await reader.ReadToEndAsync();
                (int Status, string? RetryAfter) answer = (200, null);
                lock (_gate)
                {
                    _requests.Add((context.Request.Url!.AbsolutePath, body, DateTime.UtcNow));
                    if (_failures.Count > 0) answer = _failures.Dequeue();
                }

                context.Response.StatusCode = answer.Status;
                if (answer.RetryAfter is not null) context.Response.AddHeader("Retry-After", answer.RetryAfter);
                await context.Response.OutputStream.WriteAsync(answer.Status == 200 ? "{\"ok\":true}"u8.ToArray() : "{\"ok\":false,\"description\":\"no\"}"u8.ToArray());
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
