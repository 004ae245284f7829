namespace FinkTyped.Schemas;

/// <summary>The types of Avro.</summary>
public enum AvroType
{
    /// <summary>No value; takes no bytes.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A 32-bit signed integer.</summary>
    Int,

    /// <summary>A 64-bit signed integer.</summary>
    Long,

    /// <summary>A 32-bit IEEE 754 number.</summary>
    Float,

    /// <summary>A 64-bit IEEE 754 number.</summary>
    Double,

    /// <summary>A sequence of bytes.</summary>
    Bytes,

    /// <summary>Text in UTF-8.</summary>
    String,

    /// <summary>Named fields in a fixed order.</summary>
    Record,

    /// <summary>One of several symbols.</summary>
    Enum,

    /// <summary>Any number of items of one type.</summary>
    Array,

    /// <summary>Any number of values of one type, each under a text key.</summary>
    Map,

    /// <summary>One value of one of several types.</summary>
    Union,

    /// <summary>A set number of bytes.</summary>
    Fixed,
}
