using System.Globalization;
using System.Reflection;
using FinkTyped.Filters;
using FinkTyped.Kafka;
using Microsoft.Extensions.Configuration;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// Fills options from a configuration section, and notes what in it makes no sense: each key, what it holds, and what is allowed there.
/// </summary>
internal static class AlertServiceConfiguration
{
    public static void Bind<T>(IConfiguration section, AlertServiceOptions<T> options) where T : class, IAvroRecord<T>
    {
        var properties = typeof(AlertServiceOptions<T>).GetProperties()
            .Where(property => !typeof(Delegate).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(AlertQuery<T, T>)
                && property.PropertyType != typeof(FilterFunctions))
            .ToArray();
        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(properties, property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                options.Problems.Add($"{child.Path}: there is no such option. There are {string.Join(", ", properties.Select(p => p.Name))}.");
            else
                Set(options, property, child);
        }
    }

    private static void Set<T>(AlertServiceOptions<T> options, PropertyInfo property, IConfigurationSection section) where T : class, IAvroRecord<T>
    {
        if (property.Name == nameof(options.Topics))
        {
            options.Topics = section.Value is { } list
                ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [.. section.GetChildren().Select(topic => topic.Value ?? "")];
        }
        else if (property.Name == nameof(options.Kafka))
        {
            foreach (var setting in section.GetChildren()) options.Kafka[setting.Key] = setting.Value ?? "";
        }
        else if (section.Value is not { } text)
        {
            options.Problems.Add($"{section.Path}: one value is wanted here, {Allowed(property.PropertyType)}.");
        }
        else if (TryParse(text, property.PropertyType, out var value))
        {
            property.SetValue(options, value);
        }
        else if (text.Length > 0)
        {
            // An empty text leaves the default; a password is no option of these types.
            options.Problems.Add($"{section.Path}: '{text}' is not {Allowed(property.PropertyType)}.");
        }
    }

    private static bool TryParse(string text, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string)) value = text;
        else if (type == typeof(DeadLetterStore)) return TryParseStore(text, out value);
        else if (type == typeof(bool)) value = bool.TryParse(text, out var flag) ? flag : null;
        else if (type == typeof(int)) value = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        else if (type == typeof(long)) value = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        else if (type == typeof(TimeSpan)) value = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
        else if (type == typeof(StartAt)) value = StartAt.TryParse(text, out var start) ? start : null;
        else if (Enum.TryParse(type, text, ignoreCase: true, out var choice) && Enum.IsDefined(type, choice!)) value = choice;
        return value is not null;
    }

    private static bool TryParseStore(string text, out object? store)
    {
        var isNone = text.Equals("none", StringComparison.OrdinalIgnoreCase);
        store = isNone || string.IsNullOrWhiteSpace(text) ? null : DeadLetterStore.Folder(text);
        return isNone || store is not null;
    }

    private static string Allowed(Type type)
    {
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type == typeof(TimeSpan)) return "a duration such as 00:00:30 (hours, minutes, seconds)";
        if (type == typeof(StartAt)) return "committed, earliest, latest or a time such as 2026-01-31T20:00:00Z";
        if (type == typeof(DeadLetterStore)) return "the path of a folder, or none";
        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : "a text";
    }
}
