package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.CallerAuthentication;
import dev.quartermaster.auth.session.Sessions;
import dev.quartermaster.domain.Caller;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests by their key or, where a person may be behind them, by their session. A session counts at the console and,
 * so that its links lead somewhere, wherever else something is only read.
 */
@Singleton
public class Admissions {

    /** Name of the cookie that holds a session. */
    public static final String SESSION = "quartermaster-session";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CallerAuthentication authentication;
    private final Sessions sessions;
    private final Clock clock;

    Admissions(CallerAuthentication authentication, Sessions sessions, Clock clock) {
        this.authentication = authentication;
        this.sessions = sessions;
        this.clock = clock;
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

    /**
     * Returns a stream of events that ends with it, or within a second or two after its caller would not be admitted any more:
     * the key was revoked, or it, the session or the token has ended.
     */
    public <T> Multi<T> whileAdmitted(RoutingContext context, Multi<T> events) {
        Multi<Piece<T>> looks = Multi.createFrom()
                .ticks()
                .startingAfter(LOOK)
                .every(LOOK)
                .onOverflow()
                .drop()
                .map(tick -> new Piece<T>(null, false));
        Multi<Piece<T>> pieces = Multi.createBy()
                .concatenating()
                .streams(
                        events.map(event -> new Piece<T>(event, false)),
                        Multi.createFrom().item(new Piece<T>(null, true)));
        return Multi.createBy()
                .merging()
                .streams(pieces, looks)
                .select()
                .first(piece -> !piece.isLast() && isStillAdmitted(context))
                .onItem()
                .transformToIterable(
                        piece -> Optional.ofNullable(piece.event()).stream().toList());
    }

    /** @param event null when it is only time to look again, or the last one was before */
    private record Piece<T>(@Nullable T event, boolean isLast) {}

    private boolean isStillAdmitted(RoutingContext context) {
        Instant end = RequestInfo.of(context).until();
        return end == null ? of(context).caller() != null : clock.instant().isBefore(end);
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
