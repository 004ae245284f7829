using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;

namespace FinkTyped;

/// <summary>A query for whole alerts, by functions over their view; it can still be narrowed, or asked for something of each alert.</summary>
/// <typeparam name="TAlert">The alerts.</typeparam>
/// <typeparam name="TView">Their generated <c>View</c>.</typeparam>
public sealed class ViewQuery<TAlert, TView> : AlertQuery<TAlert, TAlert>
    where TAlert : class, IAvroRecord<TAlert>
    where TView : IAvroView<TView>, allows ref struct
{
    private readonly Func<TView, bool>? _predicate;

    internal ViewQuery(Func<TView, bool>? predicate) => _predicate = predicate;

    /// <summary>The query for every alert.</summary>
    internal static ViewQuery<TAlert, TView> All { get; } = new(null);

    /// <summary>Asks for alerts that another function accepts as well.</summary>
    public ViewQuery<TAlert, TView> Where(Func<TView, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var first = _predicate;
        return new(first is null ? predicate : alert => first(alert) && predicate(alert));
    }

    /// <summary>Asks for something of each alert instead of the whole.</summary>
    public AlertQuery<TAlert, TResult> Select<TResult>(Func<TView, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new Selection<TResult>(_predicate, selector);
    }

    private protected override bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out TAlert result)
    {
        var isWanted = _predicate is null || _predicate(TView.Open(alert));
        if (isWanted) alert.FetchAll();
        result = isWanted ? TAlert.Read(alert) : null;
        return isWanted;
    }

    private sealed class Selection<TResult>(Func<TView, bool>? predicate, Func<TView, TResult> selector) : AlertQuery<TAlert, TResult>
    {
        private protected override bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out TResult result)
        {
            var view = TView.Open(alert);
            var isWanted = predicate is null || predicate(view);
            result = isWanted ? selector(view) : default;
            return isWanted;
        }
    }
}
