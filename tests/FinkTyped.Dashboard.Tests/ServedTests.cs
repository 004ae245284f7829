using System.Net;
using System.Text.Json;
using FinkTyped.Simulation;

namespace FinkTyped.Dashboard.Tests;

/// <summary>What is served, and to whom it is not.</summary>
public sealed class ServedTests : IAsyncLifetime
{
    private readonly AlertDashboard _dashboard = new(new AlertDashboardOptions { Interval = TimeSpan.FromMilliseconds(20) });
    private readonly HttpClient _client = new();
    private DashboardServer? _server;

    public async ValueTask InitializeAsync() =>
        _server = await DashboardServer.StartAsync(_dashboard, new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task The_page_may_run_its_own_script_and_ask_its_own_server()
    {
        using var answer = await GetAsync("");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("default-src 'none'; img-src data:; connect-src 'self'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", null, null, HttpStatusCode.OK)]
    [InlineData("192.0.2.7:8470", null, null, HttpStatusCode.OK)]
    [InlineData("[::1]:8470", null, null, HttpStatusCode.OK)]
    [InlineData("192.0.2.7.evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData(null, "same-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData(null, "same-origin", "cors", HttpStatusCode.OK)]
    public async Task Pages_of_strangers_get_nothing(string? host, string? site, string? mode, HttpStatusCode expected)
    {
        _dashboard.Show("a", new ZtfSimulator().Next());
        foreach (var address in new[] { "", "events", "alert/1" })
        {
            using var answer = await GetAsync(address, request =>
            {
                request.Headers.Host = host;
                if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
                if (mode is not null) request.Headers.Add("Sec-Fetch-Mode", mode);
            });

            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_page_is_served_under_the_names_it_was_given()
    {
        var named = new AlertDashboard(new AlertDashboardOptions { AllowedHosts = ["alerts.example.org"] });
        await using var server = await DashboardServer.StartAsync(named, new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await AskAsync("alerts.example.org"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync("localhost"));

        async Task<HttpStatusCode> AskAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
            request.Headers.Host = host;
            using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_closed_page_costs_nothing()
    {
        var open = await OpenAsync("events");
        await NextAsync(open);
        Assert.Equal(1, _dashboard.OpenPages);
        open.Dispose();
        for (var patience = 0; _dashboard.OpenPages > 0 && patience < 6000; patience++) await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.Equal(0, _dashboard.OpenPages);
    }

    [Fact]
    public async Task An_alert_has_its_page_while_it_is_kept()
    {
        var alert = new ZtfSimulator().Next();
        _dashboard.Show("a", alert);

        using var page = await GetAsync("alert/1");
        using var gone = await GetAsync("alert/99");

        Assert.Contains($"<h1>{alert.ObjectId}</h1>", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Events_tell_what_came_and_each_alert_once()
    {
        foreach (var (topic, alert) in Alerts.OfBoth(6)) _dashboard.Show(topic, alert);
        using var events = await OpenAsync("events");
        var first = await NextAsync(events);
        _dashboard.Show("late", new LsstSimulator(5).Next());
        JsonElement later;
        do later = await NextAsync(events);
        while (later.GetProperty("came").GetInt32() == 0);

        Assert.Equal((6, 6, 6), (first.GetProperty("came").GetInt32(), first.GetProperty("cards").GetArrayLength(), first.GetProperty("sky").GetArrayLength()));
        Assert.Equal((1, 7), (later.GetProperty("cards").GetArrayLength(), later.GetProperty("total").GetInt32()));
        Assert.Equal("late", later.GetProperty("cards")[0].GetProperty("topic").GetString());
        Assert.Equal(3, later.GetProperty("cards")[0].GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task A_magnitude_beyond_all_measure_is_no_fault()
    {
        var alert = new ZtfSimulator().Next();
        _dashboard.Show("a", alert with { Candidate = alert.Candidate with { Magpsf = -700, Isdiffpos = "t" } });
        _dashboard.Show("a", alert with { Candidate = alert.Candidate with { Magpsf = -700, Isdiffpos = "f" } });
        using var events = await OpenAsync("events");

        Assert.Equal(2, (await NextAsync(events)).GetProperty("cards").GetArrayLength());
    }

    [Theory]
    [InlineData("events?topic=" + Alerts.ZtfTopic, 3)]
    [InlineData("events?filter=diaSource.psfFlux%20%3E%20-1e30", 3)]
    [InlineData("events?filter=candidate.magpsf%20%3C%200", 0)]
    [InlineData("events?find=zTf", 3)]
    public async Task A_page_sees_what_it_asks_for(string address, int expected)
    {
        foreach (var (topic, alert) in Alerts.OfBoth(6)) _dashboard.Show(topic, alert);
        using var events = await OpenAsync(address);
        var first = await NextAsync(events);

        Assert.Equal((expected, 6), (first.GetProperty("matched").GetInt32(), first.GetProperty("total").GetInt32()));
        Assert.Equal(address.Contains("filter", StringComparison.Ordinal), first.TryGetProperty("misfit", out _));
    }

    [Fact]
    public async Task A_filter_that_makes_no_sense_is_refused_with_the_reason()
    {
        using var answer = await GetAsync("events?filter=1%20%3E%3E%3E%202");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("column", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_reading_is_served()
    {
        using var answer = await _client.PostAsync(new Uri(_server!.Address, "events"), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server!.Address, address));
        change?.Invoke(request);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private async Task<StreamReader> OpenAsync(string address)
    {
        var answer = await GetAsync(address);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> NextAsync(StreamReader events)
    {
        while (await events.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonElement.Parse(line["data: ".Length..]);
        }

        throw new InvalidOperationException("the events ended");
    }
}
