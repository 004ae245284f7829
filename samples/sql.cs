#:package FinkTyped.Columns@0.1.0
#:package DuckDB.NET.Data.Full@1.5.6.1
#:property PublishAot=false

// SQL over a folder of ZTF alerts: dotnet run sql.cs night/
using DuckDB.NET.Data;
using FinkTyped.Columns;

var wanted = new ColumnOptions { Fields = ["objectId", "candid", "candidate.magpsf", "prv_candidates.magpsf"] };
await using (var file = File.Create("alerts.parquet"))
    Console.WriteLine($"{await AlertParquet.WriteAsync([args[0]], file, wanted)} alerts");

using var duck = new DuckDBConnection("DataSource=:memory:");
duck.Open();
using var command = duck.CreateCommand();
command.CommandText = """
    select "objectId", "candid", "candidate.magpsf", len("prv_candidates.magpsf")
    from 'alerts.parquet' order by "candidate.magpsf" limit 5
    """;
using var rows = command.ExecuteReader();
while (rows.Read()) Console.WriteLine($"{rows[0]} {rows[1]}: {rows[2]} mag, {rows[3]} earlier exposures");
