namespace FinkTyped.Cli.Help;

/// <summary>How each command is used, shown by its help. A test runs them.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["fink"] = ["fink demo", "fink auth register --survey lsst --username NAME --group GROUP", "fink topic list --survey lsst", "fink stream --survey lsst"],
        ["fink demo"] = ["fink demo --survey ztf --alerts 20"],
        ["fink cat"] = ["fink cat alerts.avro", "fink cat alerts/ --json --limit 5"],
        ["fink convert"] =
        [
            "fink convert night/ --to parquet --out night.parquet",
            "fink convert night/ --to csv --out night.csv --fields objectId,candidate.magpsf --where 'candidate.magpsf<17'",
            "fink convert night/ --to avro --out night.avro --codec zstd",
            "fink convert night/ --to parquet --out by-class/ --partition-by finkclass",
        ],
        ["fink count"] = ["fink count alerts/"],
        ["fink view"] = ["fink view alerts.avro"],
        ["fink watch"] = ["fink watch --survey lsst"],
        ["fink dashboard"] = ["fink dashboard --demo"],
        ["fink simulate"] = ["fink simulate alerts.avro --survey lsst --alerts 10"],
        ["fink stream"] =
        [
            "fink stream --survey lsst",
            "fink stream --survey lsst --topic '^fink_.*_lsst$' --until-end",
            "fink stream --survey ztf --json --limit 10",
            "fink stream --survey ztf --fields objectId,candidate.magpsf --csv --until-end",
            "fink stream --survey ztf --save alerts/ --until-end",
        ],
        ["fink transfer"] =
        [
            "fink transfer --survey ztf --topic ftransfer_ztf_2026-03-23_11487 --out alerts/",
            "fink transfer --survey ztf --topic ftransfer_ztf_2026-03-23_11487 --out by-night/ --partition-by time --group again",
            "fink transfer --survey ztf --topic ftransfer_ztf_2026-03-23_11487 --out columns/ --format parquet --group columns",
        ],
        ["fink replay"] = ["fink replay alerts.avro --bootstrap localhost:9092 --topic fink_test_ztf", "fink replay alerts/ --bootstrap localhost:9092 --topic ftransfer_ztf_mine --as transfer"],
        ["fink broker"] = ["fink broker --survey ztf --rate 2"],
        ["fink topics"] = ["fink topics --survey ztf", "fink topics --bootstrap localhost:9092 --json"],
        ["fink topic"] = ["fink topic list --survey ztf"],
        ["fink topic list"] = ["fink topic list --survey ztf"],
        ["fink topic subscribe"] = ["fink topic subscribe fink_sn_candidates_ztf --survey ztf"],
        ["fink topic remove"] = ["fink topic remove fink_sn_candidates_ztf --survey ztf"],
        ["fink auth"] = ["fink auth show"],
        ["fink auth register"] = ["fink auth register --survey lsst --username NAME --group GROUP"],
        ["fink auth show"] = ["fink auth show --survey ztf"],
        ["fink lag"] = ["fink lag --survey ztf", "fink lag --survey ztf --json"],
        ["fink group"] = ["fink group show --survey ztf"],
        ["fink group show"] = ["fink group show --survey ztf"],
        ["fink group reset"] = ["fink group reset --survey ztf --to earliest"],
        ["fink schema"] = ["fink schema show lsst --search flux"],
        ["fink schema show"] = ["fink schema show lsst", "fink schema show alerts.avro --search mag", "fink schema show ztf --json"],
        ["fink schema pull"] = ["fink schema pull fink_test_ztf --survey ztf --output my_topic.avsc"],
        ["fink schema diff"] = ["fink schema diff ztf alerts.avro"],
        ["fink schema check"] = ["fink schema check alerts.avro --as ztf"],
        ["fink doctor"] = ["fink doctor --survey ztf"],
        ["fink completion"] = ["fink completion bash"],
    };

    /// <summary>All, by the command's full name.</summary>
    public static IReadOnlyDictionary<string, string[]> All => ByCommand;

    /// <summary>Those of a command; none where it has none.</summary>
    public static IReadOnlyList<string> Of(string command) => ByCommand.TryGetValue(command, out var examples) ? examples : [];
}
