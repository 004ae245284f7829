using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>
/// What is wanted of a stream of alerts: which ones, and what of them. Start one with <c>Where</c> or <c>Select</c> on a generated record:
/// <c>LsstAlert.Where(a => a.DiaSource.PsfFlux > 50_000)</c>. It looks at the encoded alert, so an alert it rejects is neither copied nor
/// decoded further than it looked. Immutable, and as safe to share between threads as the functions it was given.
/// </summary>
/// <typeparam name="TResult">What comes of an alert that is wanted.</typeparam>
public abstract class AlertQuery<TResult>
{
    /// <summary>The compiled schema by whose fields the query looks at alerts.</summary>
    public abstract AvroSchema Schema { get; }

    /// <summary>Looks at one alert.</summary>
    /// <param name="alert">A window over the alert, which the query must not keep.</param>
    /// <param name="result">What comes of it.</param>
    /// <returns>Whether the alert is wanted.</returns>
    /// <exception cref="AvroException">The bytes that were looked at disagree with their schema.</exception>
    public abstract bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out TResult result);
}
