using System.Globalization;

namespace FinkTyped.Kafka;

public sealed partial record FinkCredentials
{
    /// <summary>The text of the file: as it was read, with what has changed. A new file has the form that the Python client writes today.</summary>
    /// <exception cref="AlertException">The file is written in a way that it cannot be changed and still say the same.</exception>
    public string ToYaml()
    {
        var file = new CredentialsFile(_text);
        // In old files both stay, so that no version of the Python client misses what it looks for.
        if (file.Has("group_id")) file.SetText("group_id", GroupId);
        file.SetText("groupid", GroupId);
        if (file.Number("maxtimeout") is not { } timeout || timeout != MaxTimeout) file.Set(MaxTimeout.ToString(CultureInfo.InvariantCulture), "maxtimeout");
        file.SetText("servers", Servers);
        file.SetText("survey", Survey);
        if (file.Has("mytopics")) file.SetTopics("mytopics", Topics);
        file.SetTopics("topics", Topics);
        file.SetText("username", Username);
        file.SetText("password", Password);
        var text = file.ToString();
        return Says(text) ? text : throw Fault(File ?? "the credentials", "the file is written in a way that cannot be changed safely", "Change it by hand.");
    }

    // Anchors, tags and whatever else YAML has may be in a file; what is written is looked at before it replaces anything.
    private bool Says(string text)
    {
        var written = Parse(text);
        return written.Topics.SequenceEqual(Topics) && (written.Survey, written.Username, written.Password) == (Survey, Username, Password)
            && (written.GroupId, written.Servers, written.MaxTimeout) == (GroupId, Servers, MaxTimeout);
    }

    /// <summary>Where alerts of a topic are announced by a service such as <c>telegram</c> or <c>slack</c>; null where the file says nothing of it.</summary>
    public NotificationAccount? NotificationOf(string topic, string service)
    {
        var file = new CredentialsFile(_text);
        var (token, channel) = (file.TopicText(topic, service, "token"), file.TopicText(topic, service, "channel"));
        return token is null || channel is null ? null : new NotificationAccount(token, channel);
    }

    /// <summary>Subscribes to a topic, if that has not been done, and sets where its alerts are announced by a service.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="service"><c>telegram</c> or <c>slack</c>.</param>
    /// <param name="account">Where to announce.</param>
    public FinkCredentials WithNotification(string topic, string service, NotificationAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var subscribed = Topics.Contains(topic) ? this : this with { Topics = [.. Topics, topic] };
        var file = new CredentialsFile(subscribed.ToYaml());
        file.Set($"{{channel: {YamlScalarText.Of(account.Channel)}, token: {YamlScalarText.Of(account.Token)}}}", "topics", topic, service);
        return Parse(file.ToString()) with { File = File };
    }
}

/// <summary>Where a service announces alerts, and the right to do so.</summary>
/// <param name="Token">The token; never shown by <see cref="ToString"/>.</param>
/// <param name="Channel">The channel.</param>
public sealed record NotificationAccount(string Token, string Channel)
{
    /// <inheritdoc/>
    public override string ToString() => $"channel {Channel}, token ***";
}
