namespace FinkTyped.Kafka.Tests;

public sealed class CredentialsTests
{
    private const string Today = """
        groupid: my_group
        maxtimeout: 15
        servers: kafka-lsst.fink-broker.org:24499
        survey: lsst
        topics:
          fink_in_tns_lsst:
            telegram: {channel: '@fink_tns', token: '123:ABC'}
          fink_hostless_candidate_lsst: {}
        username: my_user
        """;

    private const string Older = """
        username: my_user
        password: null
        mytopics: [fink_a_ztf, fink_b_ztf]
        servers: 'one:24499,two:24499'
        group_id: old_group
        maxtimeout: 5
        """;

    [Fact]
    public void The_file_of_today_is_read()
    {
        var credentials = FinkCredentials.Parse(Today);
        Assert.Equal("my_group", credentials.GroupId);
        Assert.Equal(15, credentials.MaxTimeout);
        Assert.Equal("kafka-lsst.fink-broker.org:24499", credentials.Servers);
        Assert.Equal("lsst", credentials.Survey);
        Assert.Equal(["fink_in_tns_lsst", "fink_hostless_candidate_lsst"], credentials.Topics);
        Assert.Equal("my_user", credentials.Username);
        Assert.Null(credentials.Password);
    }

    [Fact]
    public void Older_files_are_read()
    {
        var credentials = FinkCredentials.Parse(Older);
        Assert.Equal("old_group", credentials.GroupId);
        Assert.Equal(["fink_a_ztf", "fink_b_ztf"], credentials.Topics);
        Assert.Equal("one:24499,two:24499", credentials.Servers);
        Assert.Null(credentials.Password);
        Assert.Null(credentials.Survey);
        Assert.Equal("secret", FinkCredentials.Parse(Older.Replace("null", "secret", StringComparison.Ordinal)).Password);
    }

    [Fact]
    public void Options_come_of_credentials()
    {
        var options = AlertConsumerOptions.FromCredentials(FinkCredentials.Parse(Older) with { Password = "secret" });
        Assert.Equal(("one:24499,two:24499", "old_group", "my_user", "secret"), (options.BootstrapServers, options.GroupId, options.Username, options.Password));
        Assert.Equal(["fink_a_ztf", "fink_b_ztf"], options.Topics);
    }

    [Fact]
    public void What_is_written_is_read_back_with_what_was_not_understood()
    {
        var credentials = FinkCredentials.Parse(Today + "\nsomething: {else: 1}\n");
        var text = (credentials with { Topics = [.. credentials.Topics, "fink_new_lsst"], Username = "null" }).ToYaml();
        Assert.Contains("@fink_tns", text, StringComparison.Ordinal);
        Assert.Contains("something", text, StringComparison.Ordinal);
        var again = FinkCredentials.Parse(text);
        Assert.Equal(["fink_in_tns_lsst", "fink_hostless_candidate_lsst", "fink_new_lsst"], again.Topics);
        Assert.Equal("null", again.Username);
        Assert.Equal((credentials.GroupId, credentials.Servers, credentials.MaxTimeout), (again.GroupId, again.Servers, again.MaxTimeout));
    }

    [Fact]
    public void Older_files_get_the_keys_of_today_and_keep_theirs()
    {
        var credentials = FinkCredentials.Parse(Older);
        var text = (credentials with { GroupId = "new_group", Topics = ["fink_b_ztf", "fink_c_ztf"] }).ToYaml();
        Assert.Contains("\ngroup_id: new_group\n", text, StringComparison.Ordinal);
        Assert.Contains("\ngroupid: new_group\n", text, StringComparison.Ordinal);
        Assert.Contains("\nmytopics: [fink_b_ztf, fink_c_ztf]\n", text, StringComparison.Ordinal);
        Assert.Contains("\ntopics:\n  fink_b_ztf: {}", text, StringComparison.Ordinal);
        Assert.Equal(["fink_b_ztf", "fink_c_ztf"], FinkCredentials.Parse(text).Topics);
    }

    [Fact]
    public void What_has_not_changed_stays_as_it_was()
    {
        const string File = """
            # mine
            groupid:   'my_group'   # given by Fink
            maxtimeout: 10
            servers: kafka-lsst.fink-broker.org:24499
            survey: lsst

            topics:
              # the best
              fink_in_tns_lsst:   # follow-up
                telegram:
                  channel: '@fink_tns'
                  token: "123:ABC"
              fink_hostless_candidate_lsst: {}
            # about me
            username: my_user
            extra: [1, 2]

            """;
        var credentials = FinkCredentials.Parse(File);
        Assert.Equal(File, credentials.ToYaml());

        var changed = credentials with { GroupId = "007", Topics = ["fink_in_tns_lsst", "fink_new_lsst"] };
        var expected = File.Replace("'my_group'", "'007'", StringComparison.Ordinal)
            .Replace("  fink_hostless_candidate_lsst: {}\n", "  fink_new_lsst: {}\n", StringComparison.Ordinal);
        Assert.Equal(expected.Replace("groupid:   '", "groupid: '", StringComparison.Ordinal), changed.ToYaml());

        var without = (credentials with { Topics = [] }).ToYaml();
        Assert.Empty(FinkCredentials.Parse(without).Topics);
        Assert.Contains("# about me", without, StringComparison.Ordinal);
        Assert.Contains("topics: {}", without, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], FinkCredentials.Parse((FinkCredentials.Parse(without) with { Topics = ["a", "b"] }).ToYaml()).Topics);
    }

    [Fact]
    public void Accounts_of_services_are_read_and_written()
    {
        var credentials = FinkCredentials.Parse(Today);
        Assert.Equal(new NotificationAccount("123:ABC", "@fink_tns"), credentials.NotificationOf("fink_in_tns_lsst", "telegram"));
        Assert.Null(credentials.NotificationOf("fink_in_tns_lsst", "slack"));
        var slack = new NotificationAccount("xoxb-1", "#alerts");
        foreach (var topic in new[] { "fink_in_tns_lsst", "fink_hostless_candidate_lsst", "fink_new_lsst" })
        {
            credentials = credentials.WithNotification(topic, "slack", slack);
            Assert.Equal(slack, credentials.NotificationOf(topic, "slack"));
            credentials = credentials.WithNotification(topic, "slack", slack with { Channel = "null" });
            Assert.Equal("null", credentials.NotificationOf(topic, "slack")!.Channel);
        }

        Assert.Equal(new NotificationAccount("123:ABC", "@fink_tns"), credentials.NotificationOf("fink_in_tns_lsst", "telegram"));
        Assert.Equal(3, credentials.Topics.Count);
        Assert.DoesNotContain("xoxb", slack.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a\n- b\n", "holds no keys")]
    [InlineData("just text", "holds no keys")]
    [InlineData("servers: {a: 1}", "'servers'")]
    [InlineData("groupid: [1]", "'groupid'")]
    [InlineData("maxtimeout: soon", "'maxtimeout'")]
    [InlineData("topics: [{a: b}]", "'topics'")]
    [InlineData("survey: ztf", "'survey'")]
    [InlineData("a: [", "no valid YAML (line ")]
    public void What_is_wrong_in_a_file_is_named(string text, string reason)
    {
        var folder = Directory.CreateTempSubdirectory("credentials");
        try
        {
            var path = Path.Combine(folder.FullName, "lsst_credentials.yml");
            File.WriteAllText(path, text);
            var error = Assert.Throws<AlertException>(() => FinkCredentials.LoadFile(path).RequireSurvey("lsst"));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Contains("fink auth register", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var error = Assert.Throws<AlertException>(() => FinkCredentials.Parse("survey: lsst").RequireComplete());
        Assert.Contains("'servers' is not set. Set it by `fink auth register --survey lsst --servers HOST:PORT`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_user_may_read_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("credentials");
        try
        {
            var path = Path.Combine(folder.FullName, "deep", "lsst_credentials.yml");
            FinkCredentials.Parse(Today).SaveFile(path);
            Assert.Equal("my_group", FinkCredentials.LoadFile(path).GroupId);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var credentials = FinkCredentials.Parse(Today) with { Password = "hunter2" };
        Assert.DoesNotContain("hunter2", credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ABC", credentials.ToString(), StringComparison.Ordinal);
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "password: hunter2\n  bad: [");
        var error = Assert.Throws<AlertException>(() => FinkCredentials.LoadFile(path));
        File.Delete(path);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_says_what_to_do()
    {
        var error = Assert.Throws<AlertException>(() => FinkCredentials.LoadFile("/no/such/credentials.yml"));
        Assert.Contains("fink auth register", error.Remedy, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FinkCredentials.PathFor("../lsst"));
    }
}
