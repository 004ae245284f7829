namespace FinkTyped.Kafka;

public partial class AlertConsumer
{
    private RoutedProjection? _routed;
    private AlertRoutes? _routes;

    /// <summary>
    /// Hands each alert to the handler of its topic, one after the other, for ever (with <see cref="AlertConsumerOptions.StopAtEnd"/>: to the end). An
    /// alert counts as processed when its handler has returned. Messages that cannot be decoded are passed over and kept, unless
    /// <see cref="AlertConsumerOptions.OnMalformed"/> says otherwise; with <see cref="OnMalformed.Surface"/> the
    /// handler gets them.
    /// </summary>
    /// <param name="routes">Which topics are of which type, and what is done with them.</param>
    /// <param name="cancellationToken">Ends the run at once; handlers get it too.</param>
    /// <exception cref="AlertException">A topic of the options has no route; or the stream cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The consumer was disposed before. If it is disposed while reading, the run ends.</exception>
    /// <exception cref="InvalidOperationException">Another read is going on.</exception>
    public async Task RunAsync(AlertRoutes routes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (routes.Without(_options.Topics).FirstOrDefault() is { } missing)
            throw new AlertException(AlertErrorKind.Options, $"no route takes the topic {missing}", "Add one to AlertRoutes.");
        if (_routed is null || !ReferenceEquals(routes, _routes)) (_routed, _routes) = (new RoutedProjection(routes, _options.Resolution), routes);
        await foreach (var message in ReadAll<AlertMessage>(_routed, cancellationToken).ConfigureAwait(false))
        {
            var route = routes.Routes.FirstOrDefault(route => route.Fits(message.Topic));
            if (route is not null) await route.HandleAsync(message, cancellationToken).ConfigureAwait(false);
            if (_options.CommitMode == CommitMode.Manual) message.Complete();
        }
    }
}
