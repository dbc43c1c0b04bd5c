package dev.quartermaster.console;

import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.api.openid.ProviderSignIn;
import dev.quartermaster.auth.session.Sessions.Opened;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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

    private static final String SIGN_OUT = "quartermaster-sign-out";
    private static final String PLACE = "quartermaster-place";
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(30);
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

    /**
     * Gives the browser a session.
     *
     * @param signOut where one signs out elsewhere too, as it is kept; empty for nowhere
     */
    void open(RoutingContext context, Opened session, String signOut) {
        long seconds = session.age().toSeconds();
        context.response()
                .addCookie(
                        cookie(context, Admissions.SESSION, session.text(), "/").setMaxAge(seconds))
                .addCookie(cookie(context, SIGN_OUT, signOut, SignInResource.OUT)
                        .setMaxAge(signOut.isEmpty() ? 0 : seconds));
    }

    /** Takes the session from the browser. */
    void close(RoutingContext context) {
        context.response()
                .addCookie(cookie(context, Admissions.SESSION, "", "/").setMaxAge(0))
                .addCookie(cookie(context, SIGN_OUT, "", SignInResource.OUT).setMaxAge(0));
    }

    /** Returns where one signs out elsewhere too, as it is kept; null where the browser has nothing. */
    @Nullable String signOut(RoutingContext context) {
        Cookie cookie = context.request().getCookie(SIGN_OUT);
        return cookie == null ? null : cookie.getValue();
    }

    /** Has the browser keep where one wants to go while one is at the OpenID provider. It is the other site that leads back. */
    void keepPlace(RoutingContext context, String place) {
        String kept = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
        context.response()
                .addCookie(cookie(context, PLACE, kept, ProviderSignIn.PATH)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(LONGEST_AWAY.toSeconds()));
    }

    /** Returns what {@link #keepPlace} had the browser keep, as it says; empty where it has nothing. */
    String place(RoutingContext context) {
        Cookie cookie = context.request().getCookie(PLACE);
        if (cookie == null) {
            return "";
        }
        context.response()
                .addCookie(cookie(context, PLACE, "", ProviderSignIn.PATH).setMaxAge(0));
        try {
            return new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
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
