namespace FinkTyped.Tests.Filters;

/// <summary>What is wrong with a filter is said with its place and what may have been meant.</summary>
public class FilterFaultTests
{
    private static readonly AvroSchema Schema = AvroSchema.Parse(
        """
        {"type":"record","name":"Alert","fields":[
          {"name":"id","type":"long"}, {"name":"band","type":["string","null"]}, {"name":"isNew","type":"boolean"}, {"name":"stamp","type":"bytes"},
          {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["STAR","GALAXY"]}},
          {"name":"diaSource","type":{"type":"record","name":"DiaSource","fields":[
            {"name":"psfFlux","type":["float","null"]}, {"name":"snr","type":"double"}]}},
          {"name":"history","type":{"type":"array","items":"DiaSource"}},
          {"name":"tags","type":{"type":"map","values":"string"}},
          {"name":"odd","type":["int","string","null"]}]}
        """);

    [Theory]
    [InlineData("", "the filter is empty", 1, 0)]
    [InlineData("id >", "something is missing here", 5, 0)]
    [InlineData("id > 5 band = 'r'", "the filter should end here", 8, 4)]
    [InlineData("id > 5 and", "something is missing here", 11, 0)]
    [InlineData("(id > 5", "the closing parenthesis is missing", 8, 0)]
    [InlineData("id = null", "write 'is null'", 4, 6)]
    [InlineData("id in (1, null)", "null equals nothing", 11, 4)]
    [InlineData("id in 5", "in parentheses", 7, 1)]
    [InlineData("band = 'r", "the text has no end", 8, 2)]
    [InlineData("1 < id < 5", "comparisons do not chain", 8, 1)]
    [InlineData("id # 5", "'#' means nothing here", 4, 1)]
    [InlineData("id = 2MASS", "stands in backticks", 6, 5)]
    [InlineData("id = 9223372036854775808", "does not fit 64 bits", 6, 19)]
    [InlineData("id = 99999999999999999999", "does not fit 64 bits", 6, 20)]
    [InlineData("id = 1e999", "too large", 6, 5)]
    [InlineData("id is 5", "'null', 'not null', 'nan' or 'not nan'", 7, 1)]
    [InlineData("id not 5", "'in', 'between' or 'like'", 8, 1)]
    [InlineData("band like id", "a pattern in quotes", 11, 2)]
    [InlineData("diaSource. > 5", "name of a field should follow the dot", 12, 1)]
    [InlineData("id between 5", "'and' and the upper bound", 13, 0)]
    public void A_text_that_is_no_filter(string text, string reason, int column, int length) => Refused(() => AlertFilter.Parse(text), reason, column, length);

    [Theory]
    [InlineData("diaSource.psFlux > 5e4", "diaSource has no field psFlux; did you mean psfFlux?", 11, 6)]
    [InlineData("psfFlux > 5e4", "the alert has no field psfFlux; did you mean diaSource.psfFlux?", 1, 7)]
    [InlineData("DiaSource.snr > 5", "the alert has no field DiaSource; did you mean diaSource?", 1, 9)]
    [InlineData("any(history, psFlux > 5)", "an item here has no field psFlux; did you mean psfFlux?", 14, 6)]
    [InlineData("id.x = 1", "id is an integer, which has no field x", 4, 1)]
    [InlineData("id", "id is an integer, and a condition is wanted here; compare it with something", 1, 2)]
    [InlineData("id = 'r'", "an integer cannot be compared with text", 1, 8)]
    [InlineData("band > 5", "text cannot be compared with an integer", 1, 8)]
    [InlineData("band + 5 > 1", "band is text, and a number is wanted here; number(…) makes one of it", 1, 4)]
    [InlineData("isNew < true", "conditions can only be equal or not", 7, 1)]
    [InlineData("history > 5", "history is a list", 1, 7)]
    [InlineData("history.psfFlux > 5", "history is a list; say which of its values", 1, 15)]
    [InlineData("diaSource = 5", "diaSource is a record, and an integer is wanted here; name one of its fields after a dot", 1, 9)]
    [InlineData("stamp = 'x'", "stamp is bytes, and text is wanted here; it can only be asked whether it is null", 1, 5)]
    [InlineData("odd = 5", "odd is a union of several types", 1, 3)]
    [InlineData("kind = 'GALAXI'", "there is no symbol 'GALAXI' in this enum; did you mean 'GALAXY'?", 8, 8)]
    [InlineData("kind in ('STAR', 'x')", "there are STAR, GALAXY", 18, 3)]
    [InlineData("any(id, id = 5)", "id is an integer, and a list is wanted here", 5, 2)]
    [InlineData("any(history)", "this is called as any(list, condition), not with 1 arguments", 1, 12)]
    [InlineData("any(history.snr, snr > 5)", "only the list should be named here", 13, 3)]
    [InlineData("max(history) > 5", "this is called as max(list, value)", 1, 12)]
    [InlineData("max(history, snr", "a comma and another argument", 17, 0)]
    [InlineData("sqr(id) > 5", "there is no function sqr; did you mean sqrt?", 1, 3)]
    [InlineData("pow(id) > 5", "this is called as pow(base, exponent)", 1, 7)]
    [InlineData("cone(1, 2, 3)", "there is no number ra here; say which fields are meant: cone(ra, dec, ra0, dec0, radius)", 1, 13)]
    [InlineData("diaSource.snr > mjd('yesterday')", "a time such as '2026-03-22'", 21, 11)]
    [InlineData("id > mjd(5)", "a text in quotes is wanted here", 10, 1)]
    public void A_filter_that_does_not_fit_the_alerts(string text, string reason, int column, int length) =>
        Refused(() => AlertFilter.Parse(text).Check(Schema), reason, column, length);

    [Fact]
    public void The_message_shows_the_place()
    {
        var fault = Assert.Throws<AlertFilterException>(() => AlertFilter.Parse("id > 5 and diaSource.psFlux > 5e4").Check(Schema));
        Assert.Equal(
            "diaSource has no field psFlux; did you mean psfFlux? (column 22)\n  id > 5 and diaSource.psFlux > 5e4\n                       ^^^^^^", fault.Message);
    }

    [Fact]
    public void A_long_text_is_cut_around_the_place_and_control_characters_are_not_shown()
    {
        var fault = Assert.Throws<AlertFilterException>(() => AlertFilter.Parse($"{new string(' ', 500)}id\u001b\n > 'x\u001b"));
        Assert.All(fault.Message.Split('\n'), line => Assert.True(line.Length < 200));
        Assert.DoesNotContain('\u001b', fault.Message);
        Assert.StartsWith("  …", fault.Message.Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("abs(", ")")]
    [InlineData("any(history, ", ")")]
    public void Nesting_is_bounded(string open, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "id" + string.Concat(Enumerable.Repeat(close, depth));
        AlertFilter.Parse(Nested(50));
        foreach (var depth in new[] { 200, 4_000 })
        {
            var fault = Assert.Throws<AlertFilterException>(() => AlertFilter.Parse(Nested(depth)));
            Assert.Contains("nests more than 100 deep", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Chains_are_as_long_as_the_text_may_be()
    {
        var chain = AlertFilter.Parse(string.Join(" or ", Enumerable.Range(0, 5000).Select(i => $"id = {i}")));
        chain.Check(Schema);
        Assert.Contains("nests", Assert.Throws<AlertFilterException>(() => AlertFilter.Parse($"{string.Join('+', Enumerable.Repeat('1', 500))} = id")).Message, StringComparison.Ordinal);
        Assert.Contains("longer than", Assert.Throws<AlertFilterException>(() => AlertFilter.Parse(new string('1', 70_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_alerts_that_are_records_have_fields() => Refused(() => AlertFilter.Parse("id = 5").Check(AvroSchema.Parse("\"long\"")), "no records", 1, 6);

    private static void Refused(Action act, string reason, int column, int length)
    {
        var fault = Assert.Throws<AlertFilterException>(act);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Equal((column, length), (fault.Position + 1, fault.Length));
    }
}
