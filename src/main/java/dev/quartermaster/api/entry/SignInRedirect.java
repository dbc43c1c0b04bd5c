package dev.quartermaster.api.entry;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Leads browsers to where one signs in. A form that was sent too late is sent on there whole (307), so that nothing of it is
 * lost.
 */
final class SignInRedirect {

    private SignInRedirect() {}

    /** Returns whether a person looks at the console, rather than a program that wants its status. */
    static boolean isWanted(RoutingContext context) {
        HttpServerRequest request = context.request();
        String accept = request.getHeader("accept");
        return Admissions.isConsole(context.normalizedPath())
                && accept != null
                && accept.contains("text/html")
                && request.getHeader("authorization") == null
                && request.getHeader("x-api-key") == null
                // A part of a page, which another page cannot take the place of.
                && request.getHeader("hx-request") == null;
    }

    static void send(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean read = Admissions.isRead(context);
        String query = request.query();
        String wanted = context.normalizedPath() + (read && query != null ? "?" + query : "");
        String to = URLEncoder.encode(wanted, StandardCharsets.UTF_8);
        context.response()
                .putHeader("location", (read ? "/console/sign-in?to=" : "/console/sign-in/late?to=") + to)
                .putHeader("cache-control", "no-store")
                .setStatusCode(read ? 303 : 307)
                .end();
    }
}
