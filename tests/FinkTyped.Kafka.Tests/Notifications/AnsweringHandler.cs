using System.Net;
using System.Text;

namespace FinkTyped.Kafka.Tests;

/// <summary>A service that notes what it is sent, and answers in turn what it was given; then that all is well.</summary>
internal sealed class AnsweringHandler(params (int Status, string Body)[] answers) : HttpMessageHandler
{
    private readonly Queue<(int Status, string Body)> _answers = new(answers);

    /// <summary>Address, body and, where there is one, the right to send.</summary>
    public List<(Uri Address, string Body, string? Authorization)> Requests { get; } = [];

    /// <summary>What is thrown instead of the next answer.</summary>
    public Exception? Failure { get; set; }

    public string? RetryAfter { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As it is sent: pictures are no text.
        var body = Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        Requests.Add((request.RequestUri!, body, request.Headers.Authorization?.ToString()));
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        var (status, text) = _answers.TryDequeue(out var answer) ? answer : (200, """{"ok":true}""");
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        if (status != 200 && RetryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
        return response;
    }
}
