namespace FinkTyped.Tests;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("SN Ia, 21.4 mag – ″é漢😀", "SN Ia, 21.4 mag – ″é漢😀")]
    [InlineData("a\u001b]0;title\u0007b", "a␛]0;title␇b")]
    [InlineData("two\nlines\r\tand\0", "two␊lines␍␉and␀")]
    [InlineData("\u007f\u009b31m\u0085", "␡�31m�")]
    [InlineData("\u202egnp.exe\u2066\u2028\u200f\ufeff", "�gnp.exe����")]
    public void Control_characters_have_stand_ins(string text, string shown)
    {
        Assert.Equal(shown, PrintableText.Of(text));
        Assert.Equal(text.Length, PrintableText.Of(text).Length);
    }

    [Fact]
    public void Halves_of_characters_have_stand_ins()
    {
        Assert.Equal("�", PrintableText.Of("\ud83d"));
        Assert.Equal("��!", PrintableText.Of("\ude00\ud83d!"));
    }

    [Fact]
    public void Lines_can_stay() => Assert.Equal("one\ntwo␛\n", PrintableText.OfLines("one\ntwo\u001b\n"));

    [Fact]
    public void What_needs_no_change_is_not_copied()
    {
        const string Clean = "ZTF26abcdefg";
        Assert.Same(Clean, PrintableText.Of(Clean));
        Assert.Null(PrintableText.Of(null));
    }

    [Fact]
    public void Every_control_character_is_changed()
    {
        for (var c = 0; c <= 0xFFFF; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            var shown = PrintableText.Of(((char)c).ToString());
            Assert.Equal(PrintableText.IsControl((char)c), shown[0] != c);
            if (char.IsControl((char)c)) Assert.NotEqual(c, shown[0]);
        }
    }
}
