using System.Net;
using Microsoft.AspNetCore.Http;

namespace FinkTyped.Dashboard.Serving;

/// <summary>Keeps the pages of strangers from looking through a visitor's browser.</summary>
internal static class Guard
{
    /// <summary>An answer that refuses a request; null where it is welcome.</summary>
    public static IResult? Refuses(HttpContext context, AlertDashboardOptions options)
    {
        var host = context.Request.Host.Host;
        // A name can be pointed at this machine by whoever owns it; a number cannot.
        if (options.AllowedHosts is { } allowed && !allowed.Contains(host, StringComparer.OrdinalIgnoreCase) && !IPAddress.TryParse(host, out _))
            return Results.Text($"This page is not served under the name {PrintableText.Of(host)}.", statusCode: StatusCodes.Status421MisdirectedRequest);

        // Browsers say so themselves; a link from another page is a navigation, and welcome.
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        var isForeign = site is "cross-site" or "same-site" && context.Request.Headers["Sec-Fetch-Mode"] != "navigate";
        return isForeign ? Results.Text("This page is not for other pages.", statusCode: StatusCodes.Status403Forbidden) : null;
    }

    /// <summary>Adds what tells a browser to be strict. A page of an alert has its own policy within.</summary>
    public static void Protect(HttpResponse response, string? policy)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = (policy is null ? "" : policy + "; ") + "frame-ancestors 'none'";
    }
}
