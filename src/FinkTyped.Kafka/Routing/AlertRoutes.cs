using System.IO.Enumeration;

namespace FinkTyped.Kafka;

/// <summary>
/// Which topics hold alerts of which type, and what is done with them: for <see cref="AlertConsumer.RunAsync"/>, which reads several kinds of topics with
/// one consumer.
/// </summary>
/// <example>
/// <code>
/// var routes = new AlertRoutes()
///     .Add&lt;ZtfAlert&gt;("fink_*_ztf", (message, stop) => HandleAsync(message.Alert, stop))
///     .Add&lt;MultimessengerAlert&gt;("fink_grb_*", (message, stop) => HandleAsync(message.Alert, stop));
/// </code>
/// </example>
public sealed class AlertRoutes
{
    private readonly List<AlertRoute> _routes = [];

    internal IReadOnlyList<AlertRoute> Routes => _routes;

    /// <summary>Adds topics of one type. A topic goes to the first that it fits.</summary>
    /// <param name="topics">A topic's name; <c>*</c> stands for any text, <c>?</c> for one character.</param>
    /// <param name="handle">
    /// What is done with an alert. When it has returned, the alert counts as processed; where it throws, the run ends with its exception, and the alert
    /// comes first in the next run.
    /// </param>
    /// <typeparam name="T">The alerts' type, generated from its schema.</typeparam>
    public AlertRoutes Add<T>(string topics, Func<AlertMessage<T>, CancellationToken, Task> handle) where T : class, IAvroRecord<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(topics);
        ArgumentNullException.ThrowIfNull(handle);
        _routes.Add(new AlertRoute<T>(topics, resolution => new RecordProjection<T>(resolution), handle));
        return this;
    }

    /// <summary>Adds topics of whose alerts a query chooses some.</summary>
    /// <param name="topics">A topic's name; <c>*</c> stands for any text, <c>?</c> for one character.</param>
    /// <param name="query">Which alerts, and what of them.</param>
    /// <param name="handle">What is done with what the query has made of an alert.</param>
    /// <typeparam name="T">The alerts' type, generated from its schema.</typeparam>
    /// <typeparam name="TResult">What comes of an alert.</typeparam>
    public AlertRoutes Add<T, TResult>(string topics, AlertQuery<T, TResult> query, Func<AlertMessage<TResult>, CancellationToken, Task> handle)
        where T : class, IAvroRecord<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(topics);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(handle);
        _routes.Add(new AlertRoute<TResult>(topics, resolution => new QueryProjection<T, TResult>(query, resolution), handle));
        return this;
    }

    /// <summary>The topics of a list that no route takes. Patterns of a subscription cannot be told.</summary>
    internal IEnumerable<string> Without(IEnumerable<string> topics) =>
        topics.Where(topic => !topic.StartsWith('^') && !_routes.Any(route => route.Fits(topic)));
}

/// <summary>Topics of one type.</summary>
internal abstract class AlertRoute(string topics)
{
    public bool Fits(string topic) => FileSystemName.MatchesSimpleExpression(topics, topic, ignoreCase: false);

    /// <summary>What becomes of the topics' datums.</summary>
    public abstract AlertProjection Project(SchemaResolution resolution);

    public abstract Task HandleAsync(AlertMessage message, CancellationToken stop);
}

/// <inheritdoc cref="AlertRoute"/>
internal sealed class AlertRoute<TItem>(
    string topics, Func<SchemaResolution, AlertProjection> project, Func<AlertMessage<TItem>, CancellationToken, Task> handle) : AlertRoute(topics)
{
    public override AlertProjection Project(SchemaResolution resolution) => project(resolution);

    public override Task HandleAsync(AlertMessage message, CancellationToken stop) => handle((AlertMessage<TItem>)message, stop);
}
