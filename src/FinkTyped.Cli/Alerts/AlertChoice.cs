using System.CommandLine;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>Which alerts are wanted: <c>--where</c>.</summary>
internal sealed class AlertChoice
{
    private readonly Option<string?> _where = new("--where")
    {
        Description = "Only alerts of which this is true, such as \"diaSource.psfFlux > 5e4 and any(prvDiaSources, snr > 20)\".",
        HelpName = "EXPR",
    };

    /// <summary>Adds the option to a command.</summary>
    public AlertChoice(Command command) => command.Add(_where);

    /// <summary>The filter that was given; null for none.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public AlertFilter? Read(ParseResult line)
    {
        if (line.GetValue(_where) is not { } text) return null;
        try
        {
            return AlertFilter.Parse(text, AstronomyFunctions.All);
        }
        catch (AlertFilterException e)
        {
            throw Misfit(e);
        }
    }

    /// <summary>Whether an alert is wanted.</summary>
    /// <param name="filter">What is wanted; null for all.</param>
    /// <param name="datum">The alert.</param>
    /// <param name="fits">Whether the filter fitted an alert before: then one that it does not fit is of another kind.</param>
    /// <exception cref="UsageException">The filter does not fit the first alert's schema.</exception>
    /// <exception cref="CommandException">The alert is damaged, or has no such fields.</exception>
    public static bool IsWanted(AlertFilter? filter, AlertDatum datum, ref bool fits)
    {
        try
        {
            var isWanted = filter is null || filter.Accepts(datum.WriterSchema, datum.Datum.Span);
            fits = true;
            return isWanted;
        }
        catch (AlertFilterException e)
        {
            var misfit = Misfit(e, $"{datum.Path}: ");
            throw fits ? new CommandException(misfit.Message, e) : misfit;
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with the filter.</summary>
    public static UsageException Misfit(AlertFilterException e, string of = "") => new($"{of}--where: {e.Message}");
}
