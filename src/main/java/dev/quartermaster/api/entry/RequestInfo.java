package dev.quartermaster.api.entry;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request from the moment it arrives. A resource method takes {@code @Context RoutingContext} and
 * asks for it here: no request-scoped proxy stands between.
 */
public final class RequestInfo {

    private static final String KEY = RequestInfo.class.getName();

    private final @Nullable String id;
    private final long arrivedNanos;
    private @Nullable Caller caller;

    RequestInfo(@Nullable String id, long arrivedNanos) {
        this.id = id;
        this.arrivedNanos = arrivedNanos;
    }

    /** Of this request; every request that reaches a resource has one. */
    public static RequestInfo of(RoutingContext context) {
        RequestInfo info = context.get(KEY);
        if (info == null) {
            throw new IllegalStateException("this request has not come in through the entry");
        }
        return info;
    }

    void attachTo(RoutingContext context) {
        context.put(KEY, this);
    }

    void admit(Caller admitted) {
        this.caller = admitted;
    }

    /** As echoed in {@code x-request-id}. */
    public @Nullable String id() {
        return id;
    }

    /** {@link System#nanoTime()} when the request's head had been read. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Who is calling. Null only on the open paths, which ask nobody. */
    public @Nullable Caller caller() {
        return caller;
    }

    /**
     * Who is calling, if they may do what takes such a role; roles further down the list may do all that those before
     * them may.
     *
     * @throws QuartermasterException {@code forbidden}
     */
    public Caller require(Caller.Role least) {
        if (caller.role().compareTo(least) < 0) {
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN,
                    "This takes a key of the role " + least.name().toLowerCase(Locale.ROOT) + ".");
        }
        return caller;
    }
}
