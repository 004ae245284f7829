using Confluent.Kafka;
using FinkTyped.Filters;
using FinkTyped.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FinkTyped.Extensions.Hosting.Tests;

public sealed class OptionsTests
{
    private const string Password = "pa55-that-nobody-may-see";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_configuration_section_sets_all_options()
    {
        var options = Bound(
            ("BootstrapServers", "kafka.example.org:24499"), ("GroupId", "group"), ("Topics:0", "one"), ("Topics:1", "two"),
            ("Username", "me"), ("Password", Password), ("StartAt", "latest"), ("StopAtEnd", "true"), ("CommitInterval", "00:00:05"),
            ("OnMalformed", "Stop"), ("DeadLetters", "none"), ("MaxBufferedMessages", "7"), ("MaxBufferedBytes", "8"), ("DuplicateWindow", "9"),
            ("ConnectTimeout", "00:01:00"), ("WaitForTopics", "true"), ("WireFormat", "Container"), ("Kafka:fetch.wait.max.ms", "20"), ("MaxParallelHandlers", "4"),
            ("OnHandlerError", "retrythenskip"), ("MaxRetries", "3"), ("RetryDelay", "00:00:02"), ("MaxRetryDelay", "00:00:30"),
            ("OnConsumerFailure", "StopHost"), ("RestartDelay", "00:00:06"), ("MaxRestartDelay", "00:07:00"), ("DrainTimeout", "00:00:15"),
            ("DegradedLag", "5000"), ("DegradedAfterError", "00:02:00"), ("Where", "id > 5"), ("BatchSize", "50"), ("BatchWait", "00:00:03"), ("StopHostAtEnd", "true"));

        var consumer = options.ToConsumerOptions();
        Assert.Equal("kafka.example.org:24499", consumer.BootstrapServers);
        Assert.Equal("group", consumer.GroupId);
        Assert.Equal(["one", "two"], consumer.Topics);
        Assert.Equal("me", consumer.Username);
        Assert.Equal(Password, consumer.Password);
        Assert.Equal(StartAt.Latest, consumer.StartAt);
        Assert.True(consumer.StopAtEnd);
        Assert.Equal(TimeSpan.FromSeconds(5), consumer.CommitInterval);
        Assert.Equal(OnMalformed.Stop, consumer.OnMalformed);
        Assert.Null(consumer.DeadLetters);
        Assert.Equal(7, consumer.MaxBufferedMessages);
        Assert.Equal(8, consumer.MaxBufferedBytes);
        Assert.Equal(9, consumer.DuplicateWindow);
        Assert.Equal(TimeSpan.FromMinutes(1), consumer.ConnectTimeout);
        Assert.True(consumer.WaitForTopics);
        Assert.Equal(WireFormat.Container, consumer.WireFormat);
        Assert.Equal("id > 5", consumer.Where?.Text);
        Assert.Equal(CommitMode.Manual, consumer.CommitMode);
        var kafka = new ConsumerConfig();
        consumer.ConfigureKafka!(kafka);
        Assert.Equal(20, kafka.FetchWaitMaxMs);
        Assert.Equal(4, options.MaxParallelHandlers);
        Assert.Equal(OnHandlerError.RetryThenSkip, options.OnHandlerError);
        Assert.Equal(3, options.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(2), options.RetryDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), options.MaxRetryDelay);
        Assert.Equal(OnConsumerFailure.StopHost, options.OnConsumerFailure);
        Assert.Equal(TimeSpan.FromSeconds(6), options.RestartDelay);
        Assert.Equal(TimeSpan.FromMinutes(7), options.MaxRestartDelay);
        Assert.Equal(TimeSpan.FromSeconds(15), options.DrainTimeout);
        Assert.Equal(5000, options.DegradedLag);
        Assert.Equal(TimeSpan.FromMinutes(2), options.DegradedAfterError);
        Assert.Equal((50, TimeSpan.FromSeconds(3)), (options.BatchSize, options.BatchWait));
        Assert.True(options.StopHostAtEnd);
    }

    [Fact]
    public void Every_option_is_in_the_test_above()
    {
        // But delegates, functions and the query, which cannot be, and the survey, whose file may be missing.
        var settable = typeof(AlertServiceOptions<TestAlert>).GetProperties()
            .Count(p => !typeof(Delegate).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(AlertQuery<TestAlert, TestAlert>)
                && p.PropertyType != typeof(FilterFunctions) && p.Name != nameof(AlertServiceOptions<TestAlert>.Survey));
        Assert.Equal(32, settable);
    }

    [Theory]
    [InlineData("CommitInterval", "abc", "a duration such as 00:00:30 (hours, minutes, seconds)")]
    [InlineData("MaxRetries", "many", "a whole number")]
    [InlineData("StopAtEnd", "maybe", "true or false")]
    [InlineData("OnMalformed", "Scip", "one of Skip, Surface, Stop")]
    [InlineData("OnMalformed", "7", "one of Skip, Surface, Stop")]
    [InlineData("StartAt", "yesterday", "committed, earliest, latest or a time such as 2026-01-31T20:00:00Z")]
    public void A_value_that_makes_no_sense_is_named_with_what_is_allowed(string key, string value, string allowed)
    {
        var options = new AlertServiceOptions<TestAlert>();
        AlertServiceConfiguration.Bind(Section(("BootstrapServers", "a:1"), (key, value)), options);
        Assert.Equal($"Fink:{key}: '{value}' is not {allowed}.", Assert.Single(options.Problems));
    }

    [Fact]
    public void Defaults_are_those_of_the_consumer()
    {
        var ours = Bound(("BootstrapServers", "a:1"), ("GroupId", "b"), ("Topics", "c")).ToConsumerOptions();
        var theirs = new AlertConsumerOptions { BootstrapServers = "a:1", GroupId = "b", Topics = ours.Topics };
        Assert.Equal(theirs, ours with { CommitMode = theirs.CommitMode, ConfigureKafka = null });
    }

    [Fact]
    public void Topics_can_be_one_text_with_commas() => Assert.Equal(["one", "two"], Bound(("Topics", "one, two")).Topics);

    [Fact]
    public void A_time_to_start_at_is_read() =>
        Assert.Equal(
            StartAt.Time(new DateTimeOffset(2026, 1, 31, 20, 0, 0, TimeSpan.Zero)),
            Bound(("StartAt", "2026-01-31T20:00:00Z")).StartAt);

    [Fact]
    public void Code_comes_after_configuration_and_can_change_the_consumers_options()
    {
        var services = new ServiceCollection();
        services.AddAlertConsumer<TestAlert, ProbeHandler>(Section(("GroupId", "configured"), ("MaxRetries", "3")), options =>
        {
            options.GroupId = "coded";
            options.ConfigureConsumer = consumer => consumer with { Resolution = SchemaResolution.Strict, CommitMode = CommitMode.OnDelivery };
        });
        var options = Get<ProbeHandler>(services);
        Assert.Equal(3, options.MaxRetries);
        var consumer = options.ToConsumerOptions();
        Assert.Equal("coded", consumer.GroupId);
        Assert.Equal(SchemaResolution.Strict, consumer.Resolution);
        Assert.Equal(CommitMode.Manual, consumer.CommitMode);
    }

    [Theory]
    [InlineData("GroupId", "", "GroupId: no group id is given. Fink gives you one")]
    [InlineData("Topics", "", "Topics: no topic is given")]
    [InlineData("Group", "x", "Fink:Group: there is no such option. There are Survey, BootstrapServers, GroupId, ")]
    [InlineData("StartAt", "yesterday", "Fink:StartAt: 'yesterday' is not committed, earliest, latest or a time")]
    [InlineData("Survey", "nosuch", "nosuch")]
    [InlineData("Username", "", "a password is given without a user name")]
    [InlineData("MaxParallelHandlers", "0", "AlertServiceOptions.MaxParallelHandlers: at least one handler must run")]
    [InlineData("MaxParallelHandlers", "many", "Fink:MaxParallelHandlers")]
    [InlineData("OnHandlerError", "7", "Fink:OnHandlerError: '7' is not one of StopHost, Skip, Retry, RetryThenSkip")]
    [InlineData("MaxRetryDelay", "00:00:00.5", "AlertServiceOptions.MaxRetryDelay: it must not be shorter than the first delay")]
    public async Task A_host_does_not_start_with_options_that_make_no_sense(string name, string value, string expected)
    {
        var settings = new Dictionary<string, string>
        {
            ["BootstrapServers"] = "localhost:1",
            ["GroupId"] = "group",
            ["Topics"] = "topic",
            ["Username"] = "me",
            ["Password"] = Password,
            [name] = value,
        };
        var probe = new Probe();
        var builder = Service.Builder(probe);
        builder.Services.AddAlertConsumer<TestAlert, ProbeHandler>(Section([.. settings.Select(s => (s.Key, s.Value))]));
        using var host = builder.Build();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Stop));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Alerts for ProbeHandler: ", Assert.IsType<OptionsValidationException>(error).Failures.First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Handlers_have_options_of_their_own_and_adding_one_again_changes_them()
    {
        var services = new ServiceCollection();
        services.AddAlertConsumer<TestAlert, ProbeHandler>(options => options.GroupId = "one");
        services.AddAlertConsumer<TestAlert, OtherHandler>(options => options.GroupId = "other");
        services.AddAlertConsumer<TestAlert, ProbeHandler>(options => options.MaxRetries = 9);
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null));
        Assert.Equal(("one", 9), (Get<ProbeHandler>(services).GroupId, Get<ProbeHandler>(services).MaxRetries));
        Assert.Equal(("other", 5), (Get<OtherHandler>(services).GroupId, Get<OtherHandler>(services).MaxRetries));
    }

    private static AlertServiceOptions<TestAlert> Bound(params (string Name, string Value)[] settings)
    {
        var options = new AlertServiceOptions<TestAlert>();
        AlertServiceConfiguration.Bind(Section(settings), options);
        Assert.Empty(options.Problems);
        return options;
    }

    private static IConfigurationSection Section(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Fink:{setting.Name}", (string?)setting.Value)))
        .Build()
        .GetSection("Fink");

    private static AlertServiceOptions<TestAlert> Get<THandler>(IServiceCollection services) where THandler : class, IAlertHandler<TestAlert>
    {
        // Not through the monitor, which validates.
        var options = new AlertServiceOptions<TestAlert>();
        using var provider = services.BuildServiceProvider();
        foreach (var configure in provider.GetServices<IConfigureOptions<AlertServiceOptions<TestAlert>>>())
            ((IConfigureNamedOptions<AlertServiceOptions<TestAlert>>)configure).Configure(AlertService<TestAlert, THandler>.Name, options);
        return options;
    }

    private sealed class OtherHandler : IAlertHandler<TestAlert>
    {
        public Task HandleAsync(AlertMessage<TestAlert> message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
