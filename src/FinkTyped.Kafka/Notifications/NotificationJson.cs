using System.Text.Json.Serialization;

namespace FinkTyped.Kafka;

/// <summary>What services are sent, without reflection.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<Dictionary<string, string>>))]
internal sealed partial class NotificationJson : JsonSerializerContext;
