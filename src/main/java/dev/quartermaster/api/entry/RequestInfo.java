package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.storage.audit.Author;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The id, arrival time and caller of a request. A resource method gets it by its {@code @Context RoutingContext}, without a
 * request-scoped proxy.
 */
public final class RequestInfo {

    private static final String KEY = RequestInfo.class.getName();

    private final @Nullable String id;
    private final long arrivedNanos;
    private @Nullable Caller caller;
    private @Nullable Admission refusal;

    RequestInfo(@Nullable String id, long arrivedNanos) {
        this.id = id;
        this.arrivedNanos = arrivedNanos;
    }

    /** Returns the info of a request; every request that reaches a resource has one. */
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

    void refuse(Admission refused) {
        this.refusal = refused;
    }

    /** Why it has no caller; null when it has one, or none was looked for. */
    @Nullable Admission refusal() {
        return refusal;
    }

    /** The id that the answer repeats in {@code x-request-id}. */
    public @Nullable String id() {
        return id;
    }

    /** {@link System#nanoTime()} when the request's head had been read. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /**
     * Returns who is calling.
     *
     * @throws IllegalStateException on the open paths, which ask nobody
     */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open path knows no caller");
        }
        return caller;
    }

    /** Returns who is calling, as the author of what the call does. */
    public Author author() {
        return Author.api(caller().id());
    }
}
