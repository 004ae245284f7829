using FinkTyped.Kafka;
using Microsoft.Extensions.Configuration;

namespace FinkTyped.Extensions.Hosting;

/// <summary>Fills options from a configuration section, and notes what in it makes no sense.</summary>
internal static class AlertServiceConfiguration
{
    public static void Bind<T>(IConfiguration section, AlertServiceOptions<T> options) where T : class, IAvroRecord<T>
    {
        var names = typeof(AlertServiceOptions<T>).GetProperties()
            .Where(property => !typeof(Delegate).IsAssignableFrom(property.PropertyType))
            .Select(property => property.Name)
            .ToArray();
        var unknown = section.GetChildren().Where(child => !names.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        options.Problems.AddRange(unknown.Select(child => $"{child.Path}: there is no such option. There are {string.Join(", ", names)}."));

        // A list is added to what is there already.
        var topics = section.GetSection(nameof(options.Topics));
        if (topics.Exists()) options.Topics = [];
        section.Bind(options);
        if (topics.Value is { } text)
            options.Topics = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        var start = section.GetSection(nameof(options.StartAt));
        if (string.IsNullOrEmpty(start.Value)) return;
        if (StartAt.TryParse(start.Value, out var startAt)) options.StartAt = startAt;
        else options.Problems.Add($"{start.Path}: '{start.Value}' is not committed, earliest, latest or a time such as 2026-01-31T20:00:00Z.");
    }
}
