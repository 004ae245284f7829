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
    public void Older_files_are_written_in_the_form_of_today()
    {
        var text = FinkCredentials.Parse(Older).ToYaml();
        Assert.DoesNotContain("group_id", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mytopics", text, StringComparison.Ordinal);
        Assert.Equal("old_group", FinkCredentials.Parse(text).GroupId);
        Assert.Equal(["fink_a_ztf", "fink_b_ztf"], FinkCredentials.Parse(text).Topics);
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
