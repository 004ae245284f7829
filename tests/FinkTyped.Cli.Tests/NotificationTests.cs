using System.Text.Json;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>`fink stream --notify`, against a service on this machine.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("fink-notify-").FullName;
    private readonly StreamBroker _broker = new();
    private readonly LocalService _service = new();
    private readonly AlertFolder _alerts = new();

    private string DeadLetters => Path.Combine(_home, "dead.jsonl");

    public async ValueTask InitializeAsync()
    {
        await _broker.PublishAsync(_alerts["b.avro"]);
        var credentials = new FinkCredentials { Survey = "ztf", Username = "me", GroupId = StreamBroker.Group, Servers = _broker.Servers };
        credentials = credentials.WithNotification(StreamBroker.Topic, "telegram", new NotificationAccount("123:SECRET", "@me"));
        credentials.WithNotification(StreamBroker.Topic, "slack", new NotificationAccount("xoxb-SECRET", "#me")).SaveFile(Path.Combine(_home, "ztf_credentials.yml"));
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _service.Dispose();
        _alerts.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Telegram_and_Slack_get_each_alert_once_with_what_matters()
    {
        Assert.Equal(0, (await RunAsync("telegram")).ExitCode);
        Assert.Equal(["/bot123:SECRET/sendMediaGroup"], _service.Requests.Select(r => r.Path).Distinct());
        Assert.Equal(3, _service.Requests.Count);
        var first = AlertFile.Read<Ztf.ZtfAlert>(_alerts["b.avro"]).First();
        Assert.Contains("@me", _service.Requests[0].Body);
        Assert.Contains($"{first.ObjectId} in {StreamBroker.Topic}", _service.Requests[0].Body);
        Assert.Contains($"https://ztf.fink-portal.org/{first.ObjectId}", _service.Requests[0].Body);
        // A light curve and three cutouts.
        Assert.Equal(4, _service.Requests[0].Body.Split("PNG\r\n").Length - 1);
        Assert.Equal(3, await _broker.CommittedAsync());

        await _broker.PublishAsync(_alerts["a.avro"]);
        Assert.Equal(0, (await RunAsync("slack", "--template", "{object}: {candidate.magpsf}")).ExitCode);
        Assert.Equal(5, _service.Requests.Count);
        Assert.Equal("/api/chat.postMessage", _service.Requests[4].Path);
        Assert.Contains("\"channel\":\"#me\"", _service.Requests[4].Body);
    }

    [Fact]
    public async Task An_overloaded_service_is_waited_for_as_long_as_it_says()
    {
        _service.Fail(429, "1");
        _service.Fail(429, "1");
        _service.Fail(503);
        var result = await RunAsync("telegram");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(6, _service.Requests.Count);
        var times = _service.Requests.Select(r => r.Time).ToList();
        Assert.All(new[] { times[1] - times[0], times[2] - times[1], times[3] - times[2] }, wait => Assert.InRange(wait.TotalSeconds, 0.9, 120));
        Assert.Contains("Telegram: 429 no; trying again in 1 s.", result.Error);
        Assert.Equal(3, await _broker.CommittedAsync());
        Assert.False(File.Exists(DeadLetters));
    }

    [Fact]
    public async Task What_a_service_refuses_goes_to_a_file_and_the_stream_goes_on()
    {
        _service.Fail(400);
        var result = await RunAsync("telegram");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, _service.Requests.Count);
        var letter = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(DeadLetters, TestContext.Current.CancellationToken))).RootElement;
        Assert.Equal((StreamBroker.Topic, 0, 0), (letter.GetProperty("topic").GetString(), letter.GetProperty("partition").GetInt32(), letter.GetProperty("offset").GetInt64()));
        Assert.Contains($"@0 was not announced and is in {DeadLetters}.", result.Error);
        Assert.DoesNotContain("SECRET", result.Error + result.Output + letter, StringComparison.Ordinal);
        Assert.Equal(3, await _broker.CommittedAsync());
    }

    [Fact]
    public async Task A_dead_service_neither_stops_nor_loses()
    {
        _service.Dispose();
        var result = await RunAsync("slack", "--patience", "5");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, (await File.ReadAllLinesAsync(DeadLetters, TestContext.Current.CancellationToken)).Length);
        Assert.Contains("trying again in 1 s", result.Error);
        Assert.DoesNotContain("SECRET", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, await _broker.CommittedAsync());
    }

    [Fact]
    public async Task A_webhook_gets_values_for_programs()
    {
        var arguments = _broker.Stream("--until-end", "--notify", "webhook", "--webhook", _service.Address + "/hook", "--dead-letters", DeadLetters);
        Assert.Equal(0, (await FinkProcess.RunAsync(arguments)).ExitCode);
        var body = JsonDocument.Parse(_service.Requests[0].Body).RootElement;
        Assert.Equal(("/hook", StreamBroker.Topic, 0), (_service.Requests[0].Path, body.GetProperty("topic").GetString(), body.GetProperty("offset").GetInt64()));
        Assert.Equal(AlertFile.Read<Ztf.ZtfAlert>(_alerts["b.avro"]).First().ObjectId, body.GetProperty("object").GetString());
        Assert.Equal(["light curve", "science", "template", "difference"], body.GetProperty("pictures").EnumerateArray().Select(picture => picture.GetProperty("name").GetString()));
        Assert.Equal(body.EnumerateObject().Count(), body.EnumerateObject().DistinctBy(value => value.Name).Count());
    }

    [Fact]
    public async Task A_name_in_a_template_that_no_field_has_is_told_once()
    {
        var result = await RunAsync("slack", "--no-pictures", "--template", "{object}: {candidate.magpsff} {candidate.magpsf}");
        Assert.Equal((0, 3), (result.ExitCode, _service.Requests.Count(request => request.Path.EndsWith("chat.postMessage", StringComparison.Ordinal))));
        Assert.Matches("^fink: --template: .*magpsff.*did you mean candidate.magpsf[^\n]*\n$", result.Error);
    }

    private Task<FinkResult> RunAsync(string service, params string[] more) => FinkProcess.RunWithAsync(
        new Dictionary<string, string?> { ["FINK_HOME"] = _home },
        ["stream", "--survey", "ztf", "--topic", StreamBroker.Topic, "-q", "--until-end", "--notify", service, "--notify-url", _service.Address, "--dead-letters", DeadLetters, .. StreamBroker.Patient, .. more]);
}
