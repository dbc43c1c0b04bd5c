package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.CallerAuthentication;
import dev.quartermaster.auth.session.Sessions;
import dev.quartermaster.domain.Caller;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Admits requests by their key or, where a person may be behind them, by their session. A session counts at the console and,
 * so that its links lead somewhere, wherever else something is only read.
 */
@Singleton
public class Admissions {

    /** Name of the cookie that holds a session. */
    public static final String SESSION = "quartermaster-session";

    private final CallerAuthentication authentication;
    private final Sessions sessions;

    Admissions(CallerAuthentication authentication, Sessions sessions) {
        this.authentication = authentication;
        this.sessions = sessions;
    }

    Admission of(RoutingContext context) {
        String path = context.normalizedPath();
        boolean page = ApiKeyMechanism.isPage(path);
        String key = ApiKeyReader.of(context.request().headers(), page && isRead(context));
        if (key == null && (page || path.startsWith("/api/v1/"))) {
            Optional<Caller> person = mayHaveSession(path, context) ? session(context) : Optional.empty();
            if (person.isPresent()) {
                return Admission.of(person.get());
            }
        }
        return authentication.admit(key, address(context));
    }

    /** Admits somebody who signs in with a key. */
    public Admission signIn(String key, RoutingContext context) {
        return authentication.admit(key, address(context));
    }

    /** Returns whether the caller of this request, which may take long, would still be admitted now. */
    public boolean isStillAdmitted(RoutingContext context) {
        return isOfToken(context) || of(context).caller() != null;
    }

    /** A token that was good holds to the end of the request: nobody takes it back. */
    private static boolean isOfToken(RoutingContext context) {
        return RequestInfo.of(context).caller().id().startsWith(TokenAuthentication.PREFIX);
    }

    /** Returns the caller of the request's session; empty when it has none, or it has ended. */
    public Optional<Caller> session(RoutingContext context) {
        Cookie cookie = context.request().getCookie(SESSION);
        return cookie == null ? Optional.empty() : sessions.caller(cookie.getValue());
    }

    private static boolean mayHaveSession(String path, RoutingContext context) {
        return isConsole(path) || isRead(context);
    }

    static boolean isConsole(String path) {
        return path.equals("/") || path.equals("/console") || path.startsWith("/console/");
    }

    static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static String address(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : host;
    }
}
