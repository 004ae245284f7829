namespace FinkTyped.Soak;

/// <summary>A small alert to test the consumer with.</summary>
internal sealed partial record TestAlert
{
    public static TestAlert One(long id, int payload = 100) => new() { Id = id, Name = $"alert {id}", Payload = new byte[payload] };

    public static IEnumerable<TestAlert> Make(int count, int from = 0, int payload = 100) =>
        Enumerable.Range(from, count).Select(id => One(id, payload));
}
