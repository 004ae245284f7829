using System.Globalization;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary>Where a group stands, as a table.</summary>
internal static class LagTable
{
    public static Table Of(IReadOnlyList<PartitionLag> partitions)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("topic") { NoWrap = true });
        foreach (var heading in new[] { "partition", "oldest", "processed", "newest", "left" })
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });
        foreach (var partition in partitions)
        {
            table.AddRow(
                Markup.Escape(partition.Topic), Text(partition.Partition), Text(partition.Low), partition.Committed is { } committed ? Text(committed) : "–",
                Text(partition.High), Text(partition.Lag));
        }

        return table;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
