package dev.quartermaster.console;

import dev.quartermaster.api.entry.Admissions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what browsers hold for us: a session, and a random text that forms are bound to. No script can read either, no other
 * site can have them sent, and over TLS they are never sent without it.
 */
@Singleton
class BrowserCookies {

    /** Name of the cookie that holds the random text of a browser. */
    static final String BROWSER = "quartermaster-browser";

    private static final int BROWSER_BYTES = 16;
    private static final int LONGEST_BROWSER = 64;

    private final SecureRandom random = new SecureRandom();

    /** Returns the random text of the browser; it is given one where it has none. */
    String browser(RoutingContext context) {
        String known = knownBrowser(context);
        return known == null ? renewBrowser(context) : known;
    }

    /** Returns the random text of the browser; null where it has none. */
    @Nullable String knownBrowser(RoutingContext context) {
        String given = context.get(BROWSER);
        if (given != null) {
            return given;
        }
        Cookie cookie = context.request().getCookie(BROWSER);
        String value = cookie == null ? "" : cookie.getValue();
        return value.isEmpty() || value.length() > LONGEST_BROWSER ? null : value;
    }

    /** Gives the browser another random text, so that forms of before are not taken any more. */
    String renewBrowser(RoutingContext context) {
        byte[] bytes = new byte[BROWSER_BYTES];
        random.nextBytes(bytes);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        context.put(BROWSER, fresh);
        context.response().addCookie(cookie(context, BROWSER, fresh, "/console"));
        return fresh;
    }

    /** Gives the browser a session. */
    void open(RoutingContext context, String session, Duration age) {
        context.response()
                .addCookie(cookie(context, Admissions.SESSION, session, "/").setMaxAge(age.toSeconds()));
    }

    /** Takes the session from the browser. */
    void close(RoutingContext context) {
        context.response()
                .addCookie(cookie(context, Admissions.SESSION, "", "/").setMaxAge(0));
    }

    private static Cookie cookie(RoutingContext context, String name, String value, String path) {
        return Cookie.cookie(name, value)
                .setPath(path)
                .setHttpOnly(true)
                .setSecure(isOverTls(context.request()))
                .setSameSite(CookieSameSite.STRICT);
    }

    /** Who ends TLS before us says so; that anybody else may say it too only hides their own cookie. */
    private static boolean isOverTls(HttpServerRequest request) {
        return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("x-forwarded-proto"));
    }
}
