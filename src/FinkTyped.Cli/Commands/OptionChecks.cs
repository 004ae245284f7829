using System.CommandLine;
using System.Globalization;

namespace FinkTyped.Cli.Commands;

/// <summary>What an option's value must be, beyond its type.</summary>
internal static class OptionChecks
{
    /// <summary>A number that is not less than <paramref name="least"/>.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, double least)
    {
        option.Validators.Add(result =>
        {
            // What is no number at all has been said already.
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < least)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is at least {least}, not {token.Value}."));
            }
        });
        return option;
    }

    /// <summary>A number of something in a second: more than nothing, and no more than can be counted.</summary>
    public static Option<T> Positive<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value > 0 && double.IsFinite(value)))
                result.AddError($"{option.Name} is a number above 0, not {token.Value}.");
        });
        return option;
    }
}
