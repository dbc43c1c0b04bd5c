package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.aws.Invocation;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.storage.audit.Author;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The id, arrival time and caller of a request. A resource method gets it by its {@code @Context RoutingContext}, without a
 * request-scoped proxy.
 */
public final class RequestInfo {

    private static final String KEY = RequestInfo.class.getName();

    private final @Nullable String id;
    private final long arrivedNanos;
    private final @Nullable Invocation invocation;
    private @Nullable Caller caller;
    private @Nullable Instant until;
    private @Nullable Admission refusal;

    RequestInfo(@Nullable String id, long arrivedNanos) {
        this(id, arrivedNanos, null);
    }

    /** @param invocation what has made the request; null for one that came in through a socket */
    RequestInfo(@Nullable String id, long arrivedNanos, @Nullable Invocation invocation) {
        this.id = id;
        this.arrivedNanos = arrivedNanos;
        this.invocation = invocation;
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

    /** @param end of what admitted it; null where nothing says */
    void admit(Caller admitted, @Nullable Instant end) {
        admit(admitted);
        this.until = end;
    }

    /** When the token of its caller ends; null where it has none. */
    @Nullable Instant until() {
        return until;
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

    /** {@link System#nanoTime()} at which a model's answer has to be there; null where only the configuration ends it. */
    public @Nullable Long answerByNanos() {
        return invocation == null ? null : Long.valueOf(invocation.answerByNanos());
    }

    /** Returns whether it is an event of AWS, which no caller can send. */
    boolean isEvent() {
        return invocation != null && invocation.isFromAws();
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
