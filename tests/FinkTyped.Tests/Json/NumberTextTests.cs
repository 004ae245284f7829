using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1.0, "1")]
    [InlineData(100.25, "100.25")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1e300, "-1e+300")]
    [InlineData(123456789012345678, "123456789012345680")]
    [InlineData(9007199254740993, "9007199254740992")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(2.2250738585072014E-308, "2.2250738585072014e-308")]
    // The framework's own text, 2.980232238769531E-08, reads back as the number below.
    [InlineData(2.9802322387695312E-08, "2.9802322387695312e-8")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Doubles_are_laid_out_as_ECMAScript_does(double value, string expected) => Assert.Equal(expected, Text(value));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(18.3f, "18.3")]
    [InlineData(16777216f, "16777216")]
    [InlineData(float.MaxValue, "3.4028235e+38")]
    [InlineData(float.Epsilon, "1e-45")]
    [InlineData(1.1754944e-38f, "1.1754944e-38")]
    [InlineData(float.NaN, "\"NaN\"")]
    public void Floats_have_no_more_digits_than_a_float_needs(float value, string expected) => Assert.Equal(expected, Text(value));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(99_999_999)]
    [InlineData(100_000_000)]
    [InlineData(10_000_000_000_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Integers_are_written_in_full(long value)
    {
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(text[..NumberText.Write(ref text[0], value)]));
    }

    [Fact]
    public void Random_doubles_read_back_and_are_not_longer_than_the_frameworks_text()
    {
        var random = new Random(11);
        for (var i = 0; i < 200_000; i++)
        {
            var value = (i % 4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => random.NextDouble() * Math.Pow(10, random.Next(-12, 25)),
                2 => Math.Round(random.NextDouble() * 1e6, random.Next(0, 8)),
                _ => Math.ScaleB(1, random.Next(-1074, 1024)),
            };
            if (!double.IsFinite(value)) continue;
            var text = Text(value);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(JsonElement.Parse(text).GetDouble()));
            var framework = value.ToString("R", CultureInfo.InvariantCulture);
            if (double.Parse(framework, CultureInfo.InvariantCulture) == value) Assert.True(Digits(text) <= Digits(framework), text);
        }
    }

    [Fact]
    public void Random_floats_read_back_and_are_not_longer_than_the_frameworks_text()
    {
        for (uint bits = 1; bits < 0x7F800000; bits += 9973)
        {
            var value = BitConverter.UInt32BitsToSingle(bits);
            var text = Text(value);
            Assert.Equal(bits, BitConverter.SingleToUInt32Bits(JsonElement.Parse(text).GetSingle()));
            Assert.True(Digits(text) <= Digits(value.ToString("R", CultureInfo.InvariantCulture)), text);
        }
    }

    [Fact]
    public void What_one_product_tells_of_a_float_is_what_three_tell()
    {
        for (uint bits = 1; bits < 0x7F800000; bits += 9949)
        {
            if (!ShortestDecimal.IsRegular(bits)) continue;
            ulong digits = ShortestDecimal.OfRegular(bits, out var tens);
            ulong expected = ShortestDecimal.Of(BitConverter.UInt32BitsToSingle(bits), out var expectedTens);
            Assert.Equal(WithoutZeros(expected, expectedTens), WithoutZeros(digits, tens));
        }
    }

    [Fact]
    public void What_one_product_tells_of_a_double_is_what_three_tell()
    {
        var random = new Random(12);
        var told = 0;
        for (var i = 0; i < 200_000; i++)
        {
            // Of few bits or few digits, and their neighbours: there the bounds are near.
            var value = (i % 4) switch
            {
                0 => Math.Abs(BitConverter.Int64BitsToDouble(random.NextInt64())),
                1 => random.NextInt64(1L << 53) / (double)(1L << random.Next(60)),
                2 => Math.Round(random.NextDouble() * 1e6, random.Next(9)),
                _ => Math.BitIncrement(random.Next(1000) * Math.Pow(10, random.Next(-30, 30))),
            };
            var bits = BitConverter.DoubleToUInt64Bits(value);
            if (!ShortestDecimal.IsRegular(bits) || !ShortestDecimal.TryRegular(bits, out var digits, out var tens)) continue;
            told++;
            Assert.Equal(WithoutZeros(ShortestDecimal.Of(value, out var expectedTens), expectedTens), WithoutZeros(digits, tens));
        }

        Assert.True(told > 150_000, $"only {told} doubles were told of by one product");
    }

    private static (ulong Digits, int Tens) WithoutZeros(ulong digits, int tens)
    {
        for (; digits % 10 == 0; digits /= 10) tens++;
        return (digits, tens);
    }

    private static int Digits(string number) => number.Split('E', 'e')[0].Replace(".", "", StringComparison.Ordinal).Trim('0', '-').Length;

    private static string Text(double value)
    {
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        return Encoding.ASCII.GetString(text[..NumberText.Write(ref text[0], value)]);
    }

    private static string Text(float value)
    {
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        return Encoding.ASCII.GetString(text[..NumberText.Write(ref text[0], value)]);
    }
}
