using DuckDB.NET.Data;

namespace FinkTyped.Cli.Tests;

/// <summary>A folder of Parquet files, read by DuckDB.</summary>
internal static class ParquetFolder
{
    /// <summary>The values of a column or an expression over all files, in order.</summary>
    public static List<T> Read<T>(string folder, string expression)
    {
        var rows = new List<T>();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select {expression} from read_parquet('{folder}/**/*.parquet', hive_partitioning = true, union_by_name = true) order by 1";
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    /// <summary>What the files say of themselves, by key.</summary>
    public static Dictionary<string, string> Metadata(string file)
    {
        var values = new Dictionary<string, string>();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select decode(key), decode(value) from parquet_kv_metadata('{file}')";
        using var reader = command.ExecuteReader();
        while (reader.Read()) values.Add(reader.GetString(0), reader.GetString(1));
        return values;
    }
}
